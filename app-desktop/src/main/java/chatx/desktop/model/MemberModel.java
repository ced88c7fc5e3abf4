package chatx.desktop.model;

import chatx.protocol.MemberRole;
import chatx.protocol.UserSummary;

/** A member as the member list shows them. */
public record MemberModel(UserSummary user, MemberRole role, boolean online) {}
