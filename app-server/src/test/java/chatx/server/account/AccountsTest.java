package chatx.server.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.protocol.CloseReason;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.http.PasswordChange;
import chatx.protocol.http.Registration;
import chatx.protocol.http.SessionTokens;
import chatx.server.account.AccountsFixture.Line;
import chatx.server.limit.Limit;
import chatx.server.limit.LimitKind;
import chatx.server.limit.LimitSettings;
import chatx.server.secret.SecretFileException;
import chatx.server.storage.StorageSettings;
import chatx.server.storage.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same for every database: S3, S5, S6, S10 and S11 as far as accounts are concerned. */
@SuppressWarnings("NullAway.Init")
class AccountsTest {
  private static final Limit ENDLESS = new Limit(1_000_000, 1_000_000, Duration.ofSeconds(1));

  @TempDir Path folder;
  private AccountsFixture it;

  StorageSettings settings() {
    return TestDatabases.h2Memory();
  }

  @BeforeEach
  void open() throws SecretFileException {
    it = new AccountsFixture(settings(), folder, 4, LimitSettings.standard());
    it.register("anna");
  }

  @AfterEach
  void close() {
    it.close();
  }

  @Test
  void whoRegisteredSignsInHoweverTheNameIsWritten() {
    for (String name : List.of("anna", "ANNA", " Anna ", "ａnna")) {
      assertThat(it.tryToSignIn(name, AccountsFixture.PASSWORD, AccountsFixture.HOME, null))
          .isInstanceOf(Outcome.Done.class);
    }
    assertThat(it.identity(it.signIn("anna")).admin()).isFalse();
  }

  @Test
  void wrongAndUnknownAndDisabledAreAnsweredAlike() {
    Set<Problem> answers = new HashSet<>();
    for (String name : List.of("anna", "nobody", "", "an\u0000na", "x".repeat(100_000), "\uD83D")) {
      answers.add(refusal(it.tryToSignIn(name, "another password", "198.51.100.1", null)));
    }
    assertThat(answers)
        .singleElement()
        .satisfies(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.LOGIN_FAILED));
    assertThat(it.hasher.computed()).as("one for the registration").isEqualTo(1 + 6);
  }

  @Test
  void everyCharacterOfAPasswordCounts() {
    List<List<String>> pairs =
        List.of(
            List.of("a".repeat(72) + "bX", "a".repeat(72) + "bY"),
            List.of("kraniche\u0000eins", "kraniche\u0000zwei"),
            List.of("🐢🌵🐢🐢🌵🌵🐢🌵", "🐢🌵🐢🐢🌵🌵🐢🐢"));
    for (int i = 0; i < pairs.size(); i++) {
      String name = "user" + i;
      String right = pairs.get(i).get(0);
      assertThat(it.accounts.register(new Registration(name, right, null, null), "192.0.2.9"))
          .isInstanceOf(Outcome.Done.class);
      assertThat(refusal(it.tryToSignIn(name, pairs.get(i).get(1), "192.0.2.9", null)).code())
          .isEqualTo(ProblemCode.LOGIN_FAILED);
      assertThat(it.tryToSignIn(name, right, "192.0.2.9", null)).isInstanceOf(Outcome.Done.class);
    }
  }

  @Test
  void lookAlikesOfATakenNameAreRefused() {
    for (String name : List.of("anna", "ANNA", "ａnna")) {
      assertThat(register(name)).isEqualTo(ProblemCode.NAME_TAKEN);
    }
    for (String name : List.of("аnna", "annа", "аnnа", "АNNА")) {
      assertThat(register(name)).as(name).isEqualTo(ProblemCode.NAME_TOO_SIMILAR);
    }
  }

  @Test
  void ofManyWhoTakeOneNameAtOnceExactlyOneGetsIt() throws Exception {
    List<String> twins = List.of("Coco", "сосо", "сoco", "c0co", "COCO", "coсo", "cocо", "ｃoco");
    List<Future<Outcome<?>>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String name : twins) {
        Callable<Outcome<?>> call =
            () ->
                it.accounts.register(
                    new Registration(name, AccountsFixture.PASSWORD, null, null), "192.0.2.9");
        answers.add(threads.submit(call));
      }
    }
    int done = 0;
    for (Future<Outcome<?>> answer : answers) {
      done += answer.get() instanceof Outcome.Done<?> ? 1 : 0;
    }
    assertThat(done).isEqualTo(1);
  }

  @Test
  void signOutEndsTheTokenAndTheSocketAtOnce() {
    SessionTokens here = it.signIn("anna");
    SessionTokens there = it.signIn("anna");
    Line mine = it.connect(here);
    Line other = it.connect(there);

    it.accounts.signOut(mine.me(), AccountsFixture.HOME);

    assertThat(mine.closed).containsExactly(CloseReason.SESSION_ENDED);
    assertThat(other.closed).isEmpty();
    assertThat(code(here)).isEqualTo(ProblemCode.UNAUTHORIZED);
    assertThat(code(there)).isNull();
    assertThat(refresh(here.refreshToken())).isInstanceOf(Outcome.Refused.class);
    assertThat(it.accounts.authenticator().isLive(mine.me())).isFalse();
  }

  @Test
  void signOutEverywhereEndsAllOfThem() {
    List<SessionTokens> all = List.of(it.signIn("anna"), it.signIn("anna"), it.signIn("anna"));
    List<Line> lines = all.stream().map(it::connect).toList();

    it.accounts.signOutEverywhere(lines.getFirst().me(), AccountsFixture.HOME);

    assertThat(lines)
        .allSatisfy(line -> assertThat(line.closed).contains(CloseReason.SESSION_ENDED));
    assertThat(all).allSatisfy(tokens -> assertThat(code(tokens)).isNotNull());
  }

  @Test
  void aNewPasswordEndsTheOtherSessionsAndTheOldPassword() {
    Line mine = it.connect(it.signIn("anna"));
    Line other = it.connect(it.signIn("anna"));
    String fresh = "sieben graue reiher";

    assertThat(change(mine, "not the password", fresh)).isEqualTo(ProblemCode.LOGIN_FAILED);
    assertThat(change(mine, AccountsFixture.PASSWORD, "password1"))
        .isEqualTo(ProblemCode.PASSWORD_COMMON);
    assertThat(other.closed).isEmpty();
    assertThat(change(mine, AccountsFixture.PASSWORD, fresh)).isNull();

    assertThat(mine.closed).isEmpty();
    assertThat(other.closed).containsExactly(CloseReason.SESSION_ENDED);
    assertThat(it.tryToSignIn("anna", AccountsFixture.PASSWORD, AccountsFixture.HOME, null))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(it.tryToSignIn("anna", fresh, AccountsFixture.HOME, null))
        .isInstanceOf(Outcome.Done.class);
  }

  @Test
  void aRefreshTokenThatComesAgainEndsItsSession() {
    SessionTokens first = it.signIn("anna");
    Line line = it.connect(first);
    SessionTokens second = done(refresh(first.refreshToken()));
    it.pass(Duration.ofSeconds(11));

    assertThat(refresh(first.refreshToken())).isInstanceOf(Outcome.Refused.class);

    assertThat(line.closed).containsExactly(CloseReason.SESSION_ENDED);
    assertThat(code(second)).isEqualTo(ProblemCode.UNAUTHORIZED);
    assertThat(refresh(second.refreshToken())).isInstanceOf(Outcome.Refused.class);
    assertThat(it.audited()).anyMatch(row -> row.action().equals("token_reused"));
  }

  @Test
  void aLostAnswerToARefreshMayBeAskedForAgainShortlyAndOneLineSurvives() {
    SessionTokens first = it.signIn("anna");
    SessionTokens lost = done(refresh(first.refreshToken()));
    SessionTokens again = done(refresh(first.refreshToken()));

    SessionTokens next = done(refresh(again.refreshToken()));
    it.pass(Duration.ofSeconds(11));

    assertThat(refresh(lost.refreshToken())).isInstanceOf(Outcome.Refused.class);
    assertThat(code(next)).as("whoever held the lost one was a thief").isNotNull();
  }

  @Test
  void aRefreshTokenWhoseSuccessorWasUsedEndsItsSessionAtOnce() {
    SessionTokens first = it.signIn("anna");
    SessionTokens second = done(refresh(first.refreshToken()));
    SessionTokens third = done(refresh(second.refreshToken()));

    assertThat(refresh(first.refreshToken()))
        .as("the answer was not lost: somebody went on with it")
        .isInstanceOf(Outcome.Refused.class);
    assertThat(code(third)).isEqualTo(ProblemCode.UNAUTHORIZED);
    assertThat(it.audited()).anyMatch(row -> row.action().equals("token_reused"));
  }

  @Test
  void aForgottenProgramDoesNotKeepItsNeighboursFromSigningIn() {
    for (int i = 0; i < 100; i++) {
      assertThat(refresh("x".repeat(43))).isInstanceOf(Outcome.Refused.class);
    }
    it.register("neighbour");
    assertThat(it.tryToSignIn("neighbour", AccountsFixture.PASSWORD, AccountsFixture.HOME, null))
        .isInstanceOf(Outcome.Done.class);
    assertThat(it.audited().stream().filter(row -> row.action().equals("token_refused")))
        .as("recorded, but not at the size of the flood")
        .hasSizeBetween(1, 20);
  }

  @Test
  void anAccessTokenRunsOutAndARefreshHelps() {
    SessionTokens tokens = it.signIn("anna");
    it.pass(Duration.ofMinutes(11));

    assertThat(code(tokens)).isEqualTo(ProblemCode.SESSION_EXPIRED);
    assertThat(code(done(refresh(tokens.refreshToken())))).isNull();
  }

  /** S5: the count of bcrypt runs, over 60 s of the injected clock. */
  @Test
  void ofTenThousandGuessesInAMinuteAtMostAHundredAreTriedAndTheOwnerGetsIn() {
    String device = it.signIn("anna").deviceToken();
    long before = it.hasher.computed();
    int guesses = guesses();
    for (int i = 0; i < guesses; i++) {
      String address = "10.%d.%d.%d".formatted(i % 50, i / 50 % 250, i % 7);
      assertThat(it.tryToSignIn("anna", "guess number " + i, address, null))
          .isInstanceOf(Outcome.Refused.class);
      it.pass(Duration.ofSeconds(60).dividedBy(guesses));
    }
    assertThat(it.hasher.computed() - before).isBetween(1L, 100L);

    long start = System.nanoTime();
    assertThat(it.tryToSignIn("anna", AccountsFixture.PASSWORD, "203.0.113.5", device))
        .as("a known device at a new address")
        .isInstanceOf(Outcome.Done.class);
    assertThat(it.tryToSignIn("anna", AccountsFixture.PASSWORD, AccountsFixture.HOME, null))
        .as("a known address")
        .isInstanceOf(Outcome.Done.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    assertThat(it.audited().size()).as("a flood is not the size of the log").isLessThan(400);
  }

  int guesses() {
    return 10_000;
  }

  /** S5: guesses at names that nobody limits together keep the hasher as busy as it can be. */
  @Test
  void aKnownDeviceGetsInWhileGuessersWaitForTheHasher(@TempDir Path other) throws Exception {
    try (AccountsFixture it = new AccountsFixture(settings(), other, 9, endless());
        ExecutorService guessers = Executors.newVirtualThreadPerTaskExecutor()) {
      it.register("anna");
      String device = it.signIn("anna").deviceToken();
      AtomicBoolean enough = new AtomicBoolean();
      AtomicInteger sentAway = new AtomicInteger();
      for (int i = 0; i < 200; i++) {
        String name = i % 2 == 0 ? "anna" : "nobody" + i;
        var _ =
            guessers.submit(() -> {
              while (!enough.get()) {
                if (refusal(it.tryToSignIn(name, "a guess", "198.51.100.1", null)).code()
                    == ProblemCode.BUSY) {
                  sentAway.incrementAndGet();
                }
              }
            });
      }
      try {
        await().until(() -> sentAway.get() > 100);
        for (int i = 0; i < 3; i++) {
          long start = System.nanoTime();
          assertThat(it.tryToSignIn("anna", AccountsFixture.PASSWORD, "203.0.113.5", device))
              .isInstanceOf(Outcome.Done.class);
          assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        }
      } finally {
        enough.set(true);
      }
    }
  }

  /**
   * S5: what the machine does besides only adds to a time, so the shortest of many are compared.
   * Cost 9 is an eighth of what a server takes: what else differs weighs eight times as much here.
   */
  @Test
  void unknownAndKnownUsersTakeTheSameTime(@TempDir Path other) throws SecretFileException {
    try (AccountsFixture slow = new AccountsFixture(settings(), other, 9, endless())) {
      slow.register("anna");
      long known = Long.MAX_VALUE;
      long unknown = Long.MAX_VALUE;
      double ratio = 0;
      // On a busy machine it takes longer until each was undisturbed once; a true difference stays.
      for (int pair = 0; pair < 40 || (pair < 400 && Math.abs(ratio - 1) > 0.05); pair++) {
        known = Math.min(known, nanos(slow, "anna"));
        unknown = Math.min(unknown, nanos(slow, "nobody"));
        ratio = (double) known / unknown;
      }
      assertThat(ratio).isBetween(0.95, 1.05);
    }
  }

  @Test
  void whatAStrangerTypesNeverBreaksALineOfTheAuditLogNorStandsInItAsASecret() {
    String typed = "open sesame\r\nFAKE\u001B[2J\u0000\u2028x";
    for (int i = 0; i < 40; i++) {
      var _ = it.tryToSignIn(typed, typed, "198.51.100.9", typed);
      var _ = it.tryToSignIn("open sesame", typed, "198.51.100.9", typed);
    }
    var _ = it.signIn("anna");

    assertThat(it.audited())
        .isNotEmpty()
        .allSatisfy(row ->
            assertThat(row.toString())
                .doesNotContainPattern("[\\p{Cntrl}\\u2028\\u2029]")
                .doesNotContain("open sesame", AccountsFixture.PASSWORD));
  }

  private static LimitSettings endless() {
    LimitSettings limits = LimitSettings.standard();
    for (LimitKind kind : LimitKind.values()) {
      limits = limits.with(kind, ENDLESS);
    }
    return limits;
  }

  private static long nanos(AccountsFixture it, String name) {
    long start = System.nanoTime();
    assertThat(it.tryToSignIn(name, "another password", "198.51.100.1", null))
        .isInstanceOf(Outcome.Refused.class);
    return System.nanoTime() - start;
  }

  private ProblemCode register(String name) {
    return refusal(
            it.accounts.register(
                new Registration(name, AccountsFixture.PASSWORD, null, null), "192.0.2.9"))
        .code();
  }

  private @Nullable ProblemCode change(Line line, String current, String fresh) {
    return switch (it.accounts.changePassword(
        line.me(), new PasswordChange(current, fresh), AccountsFixture.HOME)) {
      case Outcome.Done<?> _ -> null;
      case Outcome.Refused<?> refused -> refused.problem().code();
    };
  }

  private @Nullable ProblemCode code(SessionTokens tokens) {
    return switch (it.accounts.authenticator().authenticate(tokens.accessToken())) {
      case Authentication.Granted _ -> null;
      case Authentication.Refused refused -> refused.code();
    };
  }

  private Outcome<SessionTokens> refresh(String token) {
    return it.accounts.refresh(token, AccountsFixture.HOME);
  }

  private static <T> T done(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T> done -> done.value();
      case Outcome.Refused<T> refused -> throw new AssertionError(refused.problem().toString());
    };
  }

  private static Problem refusal(Outcome<?> outcome) {
    return switch (outcome) {
      case Outcome.Done<?> _ -> throw new AssertionError("it was done");
      case Outcome.Refused<?> refused -> refused.problem();
    };
  }
}
