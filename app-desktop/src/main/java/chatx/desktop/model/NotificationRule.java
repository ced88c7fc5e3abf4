package chatx.desktop.model;

/** Decides what deserves a notification. */
public final class NotificationRule {
  private NotificationRule() {}

  /**
   * The moment a message of somebody else arrived.
   *
   * @param caughtUp whether it was written just now, and was not found when the connection came
   *     back
   * @param attended whether its room's newest message is in front of the person's eyes
   * @param windowFocused whether the person is in the app, be it elsewhere
   * @param mention whether it calls the person
   */
  public record Moment(
      boolean caughtUp,
      boolean attended,
      boolean windowFocused,
      boolean roomMuted,
      boolean doNotDisturb,
      boolean mention,
      NotifyAbout about) {}

  public static Attention decide(Moment moment) {
    boolean wanted =
        switch (moment.about()) {
          case EVERYTHING -> !moment.roomMuted() || moment.mention();
          case MENTIONS -> moment.mention();
          case NOTHING -> false;
        };
    if (!wanted || moment.doNotDisturb() || moment.attended() || !moment.caughtUp()) {
      return Attention.NONE;
    }
    return moment.windowFocused() ? Attention.IN_APP : Attention.SYSTEM;
  }
}
