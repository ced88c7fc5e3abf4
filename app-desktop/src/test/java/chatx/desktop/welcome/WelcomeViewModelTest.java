package chatx.desktop.welcome;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.session.ServerApi;
import chatx.desktop.session.ServerTrust;
import chatx.desktop.session.Trouble;
import chatx.desktop.storage.ServerAddress;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Work;
import chatx.protocol.ProblemCode;
import chatx.protocol.trust.ServerKey;
import chatx.server.ChatServer;
import chatx.server.ServerConfig;
import chatx.server.Setting;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real server; nothing here needs a toolkit. */
class WelcomeViewModelTest {
  private static final Texts TEXTS = Texts.of(Locale.ENGLISH);

  @TempDir private static Path folder;
  private static ChatServer server;
  private static ChatServer encrypted;

  private final List<SignedIn> signedIn = new ArrayList<>();
  private final List<HostPlan> hosted = new ArrayList<>();
  private Optional<String> inTheWay = Optional.empty();
  private ServerTrust trust = ServerTrust.firstMeeting(Set.of());

  @BeforeAll
  static void startServer() throws Exception {
    server =
        ChatServer.start(
            ServerConfig.of(
                Map.of(
                    Setting.DATA, folder.resolve("plain").toString(),
                    Setting.PORT, "0",
                    Setting.ANNOUNCE, "off",
                    Setting.TLS, "off",
                    Setting.SERVER_NAME, "Willow House")),
            Clock.systemUTC());
    encrypted =
        ChatServer.start(
            ServerConfig.of(
                Map.of(Setting.DATA, folder.resolve("encrypted").toString(), Setting.PORT, "0")),
            Clock.systemUTC());
  }

  @AfterAll
  static void stopServer() {
    server.stop();
    encrypted.stop();
  }

  @Test
  void a_server_that_was_found_is_asked_without_typing_once_the_person_has_a_name() {
    WelcomeViewModel model = firstRun();
    var found = new ServerAddress("127.0.0.1", server.port(), false);
    model.displayNameProperty().set(" ");
    model.join(found);
    assertThat(model.stepProperty().get()).isEqualTo(WelcomeViewModel.Step.START);
    assertThat(model.problemProperty().get()).isEqualTo(TEXTS.get("welcome.start.name_missing"));
    model.displayNameProperty().set("Ada");
    model.join(found);
    assertThat(model.stepProperty().get()).isEqualTo(WelcomeViewModel.Step.ACCOUNT);
    assertThat(model.serverProperty().get())
        .isNotNull()
        .extracting(WelcomeViewModel.Reached::address)
        .isEqualTo(found);
  }

  @Test
  void nobody_goes_on_without_a_name_and_the_field_says_so() {
    WelcomeViewModel model = firstRun();
    model.displayNameProperty().set("   ");
    model.chooseHost();
    assertThat(model.stepProperty().get()).isEqualTo(WelcomeViewModel.Step.START);
    assertThat(model.problemProperty().get()).isEqualTo(TEXTS.get("welcome.start.name_missing"));
    model.displayNameProperty().set("x".repeat(33));
    model.chooseJoin();
    assertThat(model.problemProperty().get())
        .isEqualTo(TEXTS.get("welcome.start.name_too_long", 32));
  }

  @Test
  void hosting_needs_a_name_for_the_room_and_a_password_of_some_length_or_none() {
    WelcomeViewModel model = named("Ada");
    model.chooseHost();
    assertThat(model.roomProperty().get()).isNotBlank();
    model.roomProperty().set(" ");
    model.host();
    assertThat(model.problemProperty().get()).isEqualTo(TEXTS.get("welcome.host.room_missing"));
    model.roomProperty().set("g".repeat(65));
    model.host();
    assertThat(model.problemProperty().get())
        .isEqualTo(TEXTS.get("welcome.host.room_too_long", 64));
    model.roomProperty().set("garden");
    model.roomPasswordProperty().set("short");
    model.host();
    assertThat(model.problemProperty().get())
        .isEqualTo(TEXTS.get("welcome.host.password_too_short", 8));
    assertThat(hosted).isEmpty();
    model.roomPasswordProperty().set("");
    model.host();
    assertThat(hosted).containsExactly(new HostPlan("Ada", "garden", Optional.empty()));
    assertThat(model.problemProperty().get()).isEmpty();
  }

  @Test
  void what_is_in_the_way_of_hosting_is_said() {
    inTheWay = Optional.of("The disk is full. Make room.");
    WelcomeViewModel model = named("Ada");
    model.chooseHost();
    model.host();
    assertThat(model.problemProperty().get()).isEqualTo("The disk is full. Make room.");
    assertThat(model.busyProperty().get()).isFalse();
  }

  @Test
  void an_address_that_is_none_is_not_tried() {
    WelcomeViewModel model = joining("Ada", " ");
    model.connect();
    assertThat(model.problemProperty().get()).isEqualTo(TEXTS.get("welcome.address.missing"));
    model.addressProperty().set("not an address");
    model.connect();
    assertThat(model.problemProperty().get()).isEqualTo(TEXTS.get("welcome.address.wrong"));
  }

  @Test
  void a_closed_port_and_a_stranger_are_told_apart() throws Exception {
    int closed;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = probe.getLocalPort();
    }
    WelcomeViewModel model = joining("Ada", "127.0.0.1:" + closed);
    model.connect();
    assertThat(model.problemProperty().get())
        .isEqualTo(TEXTS.trouble(Trouble.REFUSED_CONNECTION, "127.0.0.1:" + closed));

    HttpServer stranger =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    stranger.createContext(
        "/",
        exchange -> {
          byte[] page = "<html>It works!</html>".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    stranger.start();
    try {
      String there = "127.0.0.1:" + stranger.getAddress().getPort();
      model.addressProperty().set(there);
      model.connect();
      assertThat(model.problemProperty().get()).isEqualTo(TEXTS.trouble(Trouble.NOT_CHATX, there));
    } finally {
      stranger.stop(0);
    }
  }

  @Test
  void a_new_account_is_created_and_signed_in_in_one_step() {
    WelcomeViewModel model = reached("Grace Hopper");
    assertThat(model.nameProperty().get()).isEqualTo("Grace.Hopper");
    model.passwordProperty().set("a ship in harbour");
    model.enter();
    assertThat(model.problemProperty().get()).isEmpty();
    assertThat(signedIn).hasSize(1);
    assertThat(signedIn.getFirst().tokens().user().displayName()).isEqualTo("Grace Hopper");
    assertThat(signedIn.getFirst().server().name()).isEqualTo("Willow House");
    assertThat(model.passwordProperty().get()).isEmpty();
  }

  @Test
  void creating_an_account_twice_with_the_same_password_signs_in() {
    for (int i = 0; i < 2; i++) {
      WelcomeViewModel model = reached("Barbara");
      model.passwordProperty().set("abstraction is fine");
      model.enter();
      assertThat(model.problemProperty().get()).isEmpty();
    }
    assertThat(signedIn).hasSize(2);
    assertThat(signedIn.get(0).tokens().user()).isEqualTo(signedIn.get(1).tokens().user());
  }

  @Test
  void a_name_of_somebody_else_a_wrong_and_a_short_password_each_have_their_sentence() {
    WelcomeViewModel first = reached("Katherine");
    first.passwordProperty().set("orbital mechanics");
    first.enter();

    WelcomeViewModel other = reached("Katherine");
    other.passwordProperty().set("something different");
    other.enter();
    assertThat(other.problemProperty().get()).isEqualTo(words(ProblemCode.NAME_TAKEN));
    other.newAccountProperty().set(false);
    other.enter();
    assertThat(other.problemProperty().get()).isEqualTo(words(ProblemCode.LOGIN_FAILED));
    other.newAccountProperty().set(true);
    other.nameProperty().set("Dorothy");
    other.passwordProperty().set("short");
    other.enter();
    assertThat(other.problemProperty().get()).isEqualTo(words(ProblemCode.PASSWORD_TOO_SHORT));
    assertThat(signedIn).hasSize(1);
  }

  @Test
  void signing_in_again_asks_for_the_password_only() {
    WelcomeViewModel first = reached("Radia");
    first.passwordProperty().set("spanning trees");
    first.enter();
    WelcomeViewModel again =
        WelcomeViewModel.again(TEXTS, Work.atOnce(), doors(), "laptop", here(), "Radia");
    assertThat(again.canGoBack()).isFalse();
    again.connect();
    assertThat(again.newAccountProperty().get()).isFalse();
    again.passwordProperty().set("spanning trees");
    again.enter();
    assertThat(signedIn).hasSize(2);
  }

  @Test
  void an_answer_to_something_that_was_given_up_is_not_listened_to() {
    Deque<Runnable> later = new ArrayDeque<>();
    WelcomeViewModel model =
        WelcomeViewModel.firstRun(TEXTS, new Work(later::add, Runnable::run), doors(), "laptop");
    model.displayNameProperty().set("Ada");
    model.chooseJoin();
    model.addressProperty().set(here().display());
    model.connect();
    assertThat(model.busyProperty().get()).isTrue();
    model.back();
    assertThat(model.busyProperty().get()).isFalse();
    Objects.requireNonNull(later.poll()).run();
    assertThat(model.stepProperty().get()).isEqualTo(WelcomeViewModel.Step.START);
    assertThat(model.serverProperty().get()).isNull();
  }

  @Test
  void a_server_that_nobody_vouches_for_is_met_with_its_safety_phrase_and_one_question() {
    WelcomeViewModel model = joining("Ada", secret().display());
    model.connect();
    assertThat(model.stepProperty().get()).isEqualTo(WelcomeViewModel.Step.TRUST);
    assertThat(Objects.requireNonNull(model.meetingProperty().get()).key()).isEqualTo(key());

    model.back();
    assertThat(model.stepProperty().get()).isEqualTo(WelcomeViewModel.Step.ADDRESS);
    model.connect();
    model.trust();
    assertThat(model.stepProperty().get()).isEqualTo(WelcomeViewModel.Step.ACCOUNT);
    model.nameProperty().set("Hedy");
    model.passwordProperty().set("frequency hopping");
    model.enter();
    assertThat(model.problemProperty().get()).isEmpty();
    assertThat(signedIn).singleElement().extracting(SignedIn::key).isEqualTo(key());
  }

  @Test
  void a_known_server_at_another_address_is_not_asked_about_again() {
    trust = ServerTrust.firstMeeting(Set.of(key(), ServerKey.parse("A".repeat(43)).orElseThrow()));
    WelcomeViewModel model = joining("Ada", secret().display());
    model.connect();
    assertThat(model.stepProperty().get()).isEqualTo(WelcomeViewModel.Step.ACCOUNT);
    assertThat(Objects.requireNonNull(model.serverProperty().get()).key()).isEqualTo(key());
  }

  @Test
  void another_server_than_the_one_that_is_known_or_invited_to_is_refused_without_a_question() {
    ServerKey expected = ServerKey.parse("A".repeat(43)).orElseThrow();
    WelcomeViewModel model = joining("Ada", secret().display());
    model.meet(secret(), ServerTrust.of(expected));
    assertThat(model.stepProperty().get()).isEqualTo(WelcomeViewModel.Step.ADDRESS);
    assertThat(model.problemProperty().get())
        .contains(expected.safetyPhrase().text(), key().safetyPhrase().text(), secret().display());
  }

  private static ServerAddress secret() {
    return new ServerAddress("127.0.0.1", encrypted.port(), true);
  }

  private static ServerKey key() {
    return encrypted.key().orElseThrow();
  }

  private String words(ProblemCode code) {
    return TEXTS.problem(code, null);
  }

  private WelcomeViewModel reached(String name) {
    WelcomeViewModel model = joining(name, here().display());
    model.connect();
    assertThat(model.problemProperty().get()).isEmpty();
    assertThat(model.stepProperty().get()).isEqualTo(WelcomeViewModel.Step.ACCOUNT);
    return model;
  }

  private WelcomeViewModel joining(String name, String address) {
    WelcomeViewModel model = named(name);
    model.chooseJoin();
    model.addressProperty().set(address);
    return model;
  }

  private WelcomeViewModel named(String name) {
    WelcomeViewModel model = firstRun();
    model.displayNameProperty().set(name);
    return model;
  }

  private WelcomeViewModel firstRun() {
    return WelcomeViewModel.firstRun(TEXTS, Work.atOnce(), doors(), "laptop");
  }

  private WelcomeViewModel.Doors doors() {
    return new WelcomeViewModel.Doors(
        ServerApi::new,
        _ -> trust,
        _ -> false,
        plan -> {
          hosted.add(plan);
          return inTheWay;
        },
        signedIn::add);
  }

  private static ServerAddress here() {
    return new ServerAddress("127.0.0.1", server.port(), false);
  }
}
