package chatx.desktop.connection;

import chatx.desktop.model.HostModel;
import chatx.desktop.session.ConnectionState;
import chatx.desktop.session.SignedOutReason;
import chatx.desktop.session.Trouble;
import chatx.desktop.ui.Texts;
import chatx.protocol.ServerInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/**
 * What the banner says. A connection that comes back at once is not spoken of. FX thread only; the
 * view calls {@link #tick} every second while the banner counts down.
 */
public final class ConnectionViewModel {
  /** How serious it is. */
  public enum Tone {
    WAITING,
    OFFLINE,
    NEEDS_PERSON
  }

  /** What the one button does. */
  public enum Step {
    NONE,
    RETRY,
    SIGN_IN,
    EXPLAIN,
    START_HOSTING
  }

  /** A hiccup shorter than this is not shown. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Texts texts;
  private final Clock clock;
  private final String server;
  private final ReadOnlyBooleanWrapper visible = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper detail = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<Tone> tone = new ReadOnlyObjectWrapper<>(Tone.WAITING);
  private final ReadOnlyObjectWrapper<Step> step = new ReadOnlyObjectWrapper<>(Step.NONE);

  private ConnectionState state = new ConnectionState.Stopped();
  private HostModel.State hosting = HostModel.State.NONE;
  private String hostProblem = "";
  private Instant awaySince;

  /**
   * @param server its address as people write it
   */
  public ConnectionViewModel(Texts texts, Clock clock, String server) {
    this.texts = texts;
    this.clock = clock;
    this.server = server;
    awaySince = clock.instant();
  }

  public ReadOnlyBooleanProperty visibleProperty() {
    return visible.getReadOnlyProperty();
  }

  public ReadOnlyStringProperty wordsProperty() {
    return words.getReadOnlyProperty();
  }

  /** Why, and what to do; for a second line or a tooltip. */
  public ReadOnlyStringProperty detailProperty() {
    return detail.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Tone> toneProperty() {
    return tone.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Step> stepProperty() {
    return step.getReadOnlyProperty();
  }

  public void state(ConnectionState now) {
    if (isWell(state) && !isWell(now)) {
      awaySince = clock.instant();
    }
    state = now;
    tick();
  }

  /**
   * How it stands with the server itself, where it is the one inside this app.
   *
   * @param problem why it did not start; empty when nobody tried or it did
   */
  public void hosting(HostModel.State now, String problem) {
    hosting = now;
    hostProblem = problem;
    tick();
  }

  /** Counts down, and shows what has taken too long. */
  public void tick() {
    boolean patient = Duration.between(awaySince, clock.instant()).compareTo(PATIENCE) < 0;
    switch (hosting) {
      case NONE, RUNNING -> connection(patient);
      case STARTING ->
          say(patient, Tone.WAITING, Step.NONE, texts.get("connection.host_starting"), "");
      case STOPPING ->
          say(false, Tone.WAITING, Step.NONE, texts.get("connection.host_stopping"), "");
      case STOPPED -> {
        boolean failed = !hostProblem.isEmpty();
        say(
            false,
            failed ? Tone.NEEDS_PERSON : Tone.OFFLINE,
            Step.START_HOSTING,
            texts.get(failed ? "connection.host_failed" : "connection.host_stopped"),
            failed ? hostProblem : texts.get("connection.host_stopped_detail"));
      }
    }
  }

  private void connection(boolean patient) {
    switch (state) {
      case ConnectionState.Stopped() -> hide();
      case ConnectionState.Online(ServerInfo _) -> hide();
      case ConnectionState.Connecting(int _) ->
          say(patient, Tone.WAITING, Step.NONE, texts.get("connection.connecting"), "");
      case ConnectionState.CatchingUp() ->
          say(patient, Tone.WAITING, Step.NONE, texts.get("connection.catching_up"), "");
      case ConnectionState.Waiting(Instant retryAt, int _, Trouble trouble) ->
          say(patient, Tone.OFFLINE, Step.RETRY, countdown(retryAt), why(trouble));
      case ConnectionState.SignedOut(SignedOutReason reason) ->
          say(
              false,
              Tone.NEEDS_PERSON,
              Step.SIGN_IN,
              texts.get("connection.signed_out"),
              texts.get("connection.signed_out." + lower(reason)));
      case ConnectionState.OtherServer _ ->
          say(
              false,
              Tone.NEEDS_PERSON,
              Step.EXPLAIN,
              texts.get("connection.other_server"),
              texts.get("connection.other_server_detail"));
      case ConnectionState.Incompatible(Trouble trouble) ->
          say(
              false,
              Tone.NEEDS_PERSON,
              Step.RETRY,
              texts.get("connection.incompatible"),
              why(trouble));
    }
  }

  private String countdown(Instant retryAt) {
    long millis = Duration.between(clock.instant(), retryAt).toMillis();
    long seconds = Math.max(0, Math.ceilDiv(millis, 1000L));
    return seconds == 0
        ? texts.get("connection.offline_now")
        : texts.get("connection.offline", seconds);
  }

  private String why(Trouble trouble) {
    return texts.trouble(trouble, server);
  }

  private void say(boolean quiet, Tone how, Step next, String what, String why) {
    if (quiet) {
      hide();
      return;
    }
    tone.set(how);
    step.set(next);
    words.set(what);
    detail.set(why);
    visible.set(true);
  }

  private void hide() {
    visible.set(false);
  }

  private static boolean isWell(ConnectionState state) {
    return state instanceof ConnectionState.Online || state instanceof ConnectionState.Stopped;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
