package chatx.desktop.connection;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.model.HostModel;
import chatx.desktop.session.ConnectionState;
import chatx.desktop.session.SignedOutReason;
import chatx.desktop.session.Trouble;
import chatx.desktop.ui.Texts;
import chatx.protocol.ServerInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ConnectionViewModelTest {
  private static final ConnectionState ONLINE =
      new ConnectionState.Online(new ServerInfo("Willow House", "1", 1, 4000, 65_536, 30));

  private final Texts texts = Texts.of(Locale.ENGLISH);
  private final SetClock clock = new SetClock();
  private final ConnectionViewModel model = new ConnectionViewModel(texts, clock, "192.168.1.5");

  @Test
  void a_connection_that_comes_back_within_two_seconds_is_not_spoken_of() {
    model.state(ONLINE);
    model.state(waiting(1));
    assertThat(model.visibleProperty().get()).isFalse();
    clock.forward(Duration.ofMillis(1900));
    model.state(new ConnectionState.Connecting(1));
    assertThat(model.visibleProperty().get()).isFalse();
    model.state(ONLINE);
    clock.forward(Duration.ofSeconds(60));
    model.tick();
    assertThat(model.visibleProperty().get()).isFalse();
  }

  @Test
  void the_two_seconds_begin_when_the_connection_was_lost_and_not_with_every_attempt() {
    model.state(ONLINE);
    model.state(waiting(1));
    clock.forward(Duration.ofSeconds(1));
    model.state(new ConnectionState.Connecting(1));
    clock.forward(Duration.ofSeconds(1));
    model.state(waiting(4));
    assertThat(model.visibleProperty().get()).isTrue();
    assertThat(model.stepProperty().get()).isEqualTo(ConnectionViewModel.Step.RETRY);
    assertThat(model.wordsProperty().get()).isEqualTo(texts.get("connection.offline", 4));
    assertThat(model.detailProperty().get()).contains("192.168.1.5");
  }

  @Test
  void a_server_of_ones_own_that_is_stopped_says_so_at_once_and_offers_to_start_it() {
    model.state(new ConnectionState.Stopped());
    model.hosting(HostModel.State.STOPPED, "");
    assertThat(model.visibleProperty().get()).isTrue();
    assertThat(model.stepProperty().get()).isEqualTo(ConnectionViewModel.Step.START_HOSTING);
    assertThat(model.wordsProperty().get()).isEqualTo("You are not hosting");
    model.hosting(HostModel.State.STARTING, "");
    model.hosting(HostModel.State.RUNNING, "");
    model.state(ONLINE);
    assertThat(model.visibleProperty().get()).isFalse();
  }

  @Test
  void a_server_of_ones_own_that_could_not_start_says_why() {
    model.hosting(HostModel.State.STOPPED, "The disk is full.");
    assertThat(model.toneProperty().get()).isEqualTo(ConnectionViewModel.Tone.NEEDS_PERSON);
    assertThat(model.wordsProperty().get()).isEqualTo("Your server could not start");
    assertThat(model.detailProperty().get()).isEqualTo("The disk is full.");
    assertThat(model.stepProperty().get()).isEqualTo(ConnectionViewModel.Step.START_HOSTING);
  }

  @Test
  void a_server_of_ones_own_that_stops_is_not_called_a_lost_connection() {
    model.state(ONLINE);
    model.hosting(HostModel.State.RUNNING, "");
    model.hosting(HostModel.State.STOPPING, "");
    model.state(waiting(1));
    clock.forward(Duration.ofSeconds(5));
    model.tick();
    assertThat(model.wordsProperty().get()).isEqualTo(texts.get("connection.host_stopping"));
    assertThat(model.stepProperty().get()).isEqualTo(ConnectionViewModel.Step.NONE);
  }

  @Test
  void it_counts_down_to_the_next_attempt() {
    model.state(ONLINE);
    model.state(waiting(4));
    clock.forward(Duration.ofSeconds(3));
    model.tick();
    assertThat(model.wordsProperty().get()).contains("in 1 second.");
    clock.forward(Duration.ofSeconds(3));
    model.tick();
    assertThat(model.wordsProperty().get()).isEqualTo(texts.get("connection.offline_now"));
  }

  @Test
  void what_needs_a_person_is_said_at_once() {
    model.state(ONLINE);
    model.state(new ConnectionState.SignedOut(SignedOutReason.ENDED_BY_SERVER));
    assertThat(model.visibleProperty().get()).isTrue();
    assertThat(model.stepProperty().get()).isEqualTo(ConnectionViewModel.Step.SIGN_IN);
    model.state(new ConnectionState.Incompatible(Trouble.SERVER_TOO_OLD));
    assertThat(model.detailProperty().get())
        .isEqualTo(texts.trouble(Trouble.SERVER_TOO_OLD, "192.168.1.5"));
  }

  @Test
  void every_reason_for_being_signed_out_has_words() {
    for (SignedOutReason reason : SignedOutReason.values()) {
      model.state(new ConnectionState.SignedOut(reason));
      assertThat(model.detailProperty().get()).isNotBlank();
    }
  }

  private ConnectionState waiting(int seconds) {
    return new ConnectionState.Waiting(
        clock.instant().plusSeconds(seconds), 2, Trouble.REFUSED_CONNECTION);
  }

  private static final class SetClock extends Clock {
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");

    void forward(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
