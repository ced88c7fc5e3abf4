package chatx.desktop.model;

import chatx.protocol.UserSummary;

/**
 * New messages of one room that deserve a notification.
 *
 * @param author who wrote the last of them
 * @param text the last of them, on one safe line of bounded length
 * @param count how many came at once
 * @param mention whether one of them calls the person
 */
public record Alert(
    RoomModel room,
    UserSummary author,
    String text,
    int count,
    boolean mention,
    Attention attention) {}
