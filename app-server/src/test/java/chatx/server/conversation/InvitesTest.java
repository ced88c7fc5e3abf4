package chatx.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.BanUser;
import chatx.protocol.CreateInvite;
import chatx.protocol.CreateRoom;
import chatx.protocol.Done;
import chatx.protocol.InviteCreated;
import chatx.protocol.InviteId;
import chatx.protocol.InviteList;
import chatx.protocol.KickMember;
import chatx.protocol.LeaveRoom;
import chatx.protocol.ListInvites;
import chatx.protocol.MemberJoined;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.RedeemInvite;
import chatx.protocol.RevokeInvite;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import chatx.protocol.ServerReply;
import chatx.protocol.SetRoomPassword;
import chatx.protocol.UnbanUser;
import chatx.protocol.codec.InviteCodec;
import chatx.protocol.invite.InviteLink;
import chatx.server.Setting;
import chatx.server.admin.InviteWish;
import chatx.server.admin.Outcome;
import chatx.server.audit.AuditFilter;
import chatx.server.storage.StorageSettings;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Invites from the making to the last person who comes in, over real sockets. */
class InvitesTest {
  private static final String PASSWORD = "swordfish 42";

  private final MovableClock clock = new MovableClock();

  @SuppressWarnings("NullAway.Init")
  private TestServer server;

  @SuppressWarnings("NullAway.Init")
  private TestClient ada;

  @SuppressWarnings("NullAway.Init")
  private RoomId room;

  @Nullable StorageSettings database() {
    return null;
  }

  @BeforeEach
  void start(@TempDir Path folder) {
    server = new TestServer(folder, database(), clock);
    ada = server.register("ada");
    room = ada.ask(new CreateRoom("Lobby", null, PASSWORD), RoomJoined.class).state().id();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void anInviteLeadsIntoAPrivateRoomWithoutItsPassword() {
    InviteCreated made = invite(room, 60, 2);
    TestClient bob = server.register("bob");
    RoomJoined joined = bob.ask(redeem(made), RoomJoined.class);
    assertThat(joined.state().name()).isEqualTo("Lobby");
    assertThat(ada.expect(MemberJoined.class).user()).isEqualTo(bob.me());
    assertThat(link(made).room()).isEqualTo("Lobby");
    assertThat(link(made).addresses().getFirst().port()).isEqualTo(server.port());
    assertThat(ada.ask(new ListInvites(room), InviteList.class).invites())
        .singleElement()
        .satisfies(invite -> assertThat(invite.used()).isEqualTo(1));

    ada.ask(new SetRoomPassword(room, "another one 7"), Done.class);
    server.register("eve").ask(redeem(made), RoomJoined.class);
    assertThat(ada.ask(new ListInvites(room), InviteList.class).invites()).as("used up").isEmpty();
  }

  @Test
  void usedByOneMoreThanItLetsInIsRefusedToThatOne() {
    InviteCreated made = invite(room, 60, 2);
    server.register("bob").ask(redeem(made), RoomJoined.class);
    server.register("cem").ask(redeem(made), RoomJoined.class);
    assertThat(server.register("dan").refused(redeem(made))).isEqualTo(ProblemCode.INVITE_USED_UP);
    assertThat(look(made)).contains("\"invite_used_up\"");
  }

  @Test
  void manyAtTheSameTimeAreAsManyAsItLetsIn() {
    int uses = 5;
    InviteCreated made = invite(room, 60, uses);
    List<TestClient> people = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      people.add(server.register("visitor-number-" + i));
    }
    List<CompletableFuture<ServerReply>> sent =
        people.stream().map(person -> person.send(redeem(made))).toList();
    List<ServerReply> replies = sent.stream().map(CompletableFuture::join).toList();
    assertThat(replies.stream().filter(RoomJoined.class::isInstance)).hasSize(uses);
    assertThat(
            replies.stream()
                .filter(Problem.class::isInstance)
                .map(reply -> ((Problem) reply).code()))
        .hasSize(12 - uses)
        .containsOnly(ProblemCode.INVITE_USED_UP);
  }

  @Test
  void accountsMadeAtTheSameTimeAreAsManyAsItLetsIn() {
    InviteCreated made = invite(room, 60, 3);
    List<Thread> threads = new ArrayList<>();
    List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 8; i++) {
      String name = "visitor-number-" + i;
      threads.add(
          Thread.ofVirtual()
              .start(() -> statuses.add(register(name, link(made).token().text()).statusCode())));
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    assertThat(statuses.stream().collect(Collectors.groupingBy(status -> status)))
        .containsOnlyKeys(201, 410)
        .hasEntrySatisfying(201, made201 -> assertThat(made201).hasSize(3));
  }

  @Test
  void nobodyUsesItTwice() {
    InviteCreated made = invite(room, 60, 2);
    TestClient bob = server.register("bob");
    bob.ask(redeem(made), RoomJoined.class);
    bob.ask(redeem(made), RoomJoined.class);
    bob.ask(new LeaveRoom(room), Done.class);
    bob.ask(redeem(made), RoomJoined.class);
    ada.ask(redeem(made), RoomJoined.class);
    assertThat(ada.ask(new ListInvites(room), InviteList.class).invites().getFirst().used())
        .isEqualTo(1);
  }

  @Test
  void anInviteThatIsOverSaysSo() {
    InviteCreated made = invite(room, 60, 2);
    clock.setAhead(Duration.ofMinutes(59));
    server.register("bob").ask(redeem(made), RoomJoined.class);
    clock.setAhead(Duration.ofMinutes(60));
    TestClient cem = server.register("cem");
    assertThat(cem.refused(redeem(made))).isEqualTo(ProblemCode.INVITE_EXPIRED);
    assertThat(look(made)).contains("\"invite_expired\"");
    assertThat(register("dan", link(made).token().text()).body()).contains("\"invite_expired\"");
  }

  @Test
  void anInviteThatWasTakenBackSaysSo() {
    InviteCreated made = invite(room, 60, 2);
    TestClient bob = server.register("bob");
    bob.ask(redeem(made), RoomJoined.class);
    ada.ask(new RevokeInvite(made.invite().id()), Done.class);
    assertThat(server.register("cem").refused(redeem(made))).isEqualTo(ProblemCode.INVITE_REVOKED);
    assertThat(ada.ask(new ListInvites(room), InviteList.class).invites()).isEmpty();
    assertThat(bob.ask(redeem(made), RoomJoined.class).state().id())
        .as("who came in stays, and the link still leads them there")
        .isEqualTo(room);
  }

  @Test
  void everyOtherTokenIsUnknown() {
    InviteCreated made = invite(room, 60, 200);
    TestClient bob = server.register("bob");
    byte[] token = link(made).token().bytes();
    for (int bit = 0; bit < token.length * 8; bit++) {
      byte[] flipped = token.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(flipped);
      assertThat(bob.refused(new RedeemInvite(text))).isEqualTo(ProblemCode.INVITE_UNKNOWN);
    }
    for (String text : List.of("", "x", "' or 1=1 --", "A".repeat(5000))) {
      assertThat(bob.refused(new RedeemInvite(text))).isEqualTo(ProblemCode.INVITE_UNKNOWN);
    }
  }

  @Test
  void guessingIsSlowedDown() {
    server.withDefaults(Setting.LIMITS_INVITES_PER_ADDRESS);
    TestClient bob = server.connect("ada");
    ProblemCode last = ProblemCode.INVITE_UNKNOWN;
    for (int i = 0; i < 40 && last == ProblemCode.INVITE_UNKNOWN; i++) {
      last = bob.refused(new RedeemInvite("AAECAwQFBgcICQoLDA0ODw"));
    }
    assertThat(last).isEqualTo(ProblemCode.TOO_MANY_ATTEMPTS);
  }

  @Test
  void whoWasRemovedDoesNotComeBackByAnInviteThatWasThere() {
    InviteCreated old = invite(room, 60, 10);
    TestClient bob = server.register("bob");
    TestClient cem = server.register("cem");
    bob.ask(redeem(old), RoomJoined.class);
    cem.ask(redeem(invite(room, 60, 10)), RoomJoined.class);
    ada.ask(new KickMember(room, bob.me().id(), null), Done.class);
    ada.ask(new KickMember(room, cem.me().id(), null), Done.class);
    assertThat(bob.refused(redeem(old))).isEqualTo(ProblemCode.INVITE_BARRED);
    assertThat(cem.refused(redeem(old))).isEqualTo(ProblemCode.INVITE_BARRED);
    bob.ask(redeem(invite(room, 60, 10)), RoomJoined.class);

    ada.ask(new BanUser(room, cem.me().id(), null), Done.class);
    InviteCreated fresh = invite(room, 60, 10);
    assertThat(cem.refused(redeem(fresh))).isEqualTo(ProblemCode.BANNED);
    ada.ask(new UnbanUser(room, cem.me().id()), Done.class);
    cem.ask(redeem(fresh), RoomJoined.class);
  }

  @Test
  void closedRegistrationIsOpenToWhomTheOperatorInvites() {
    InviteCreated byOwner = invite(room, 60, 10);
    server.with(Setting.REGISTRATION_OPEN, "false");
    Outcome made =
        server
            .administration()
            .createInvite(new InviteWish(Optional.of("Lobby"), Duration.ofHours(1), 1));
    String token = token(((Outcome.Done) made).text().lines().toList().getLast());

    assertThat(register("bob", null).body()).contains("registration_closed");
    assertThat(register("bob", link(byOwner).token().text()).body())
        .as("a room's owner is not the operator")
        .contains("registration_closed");
    assertThat(register("bob", "AAECAwQFBgcICQoLDA0ODw").body()).contains("invite_unknown");
    assertThat(post("/api/v1/invites/look", token).body()).contains("\"registers\":true");
    assertThat(register("bob", token).statusCode()).isEqualTo(201);
    assertThat(register("cem", token).body()).contains("invite_used_up");
    server.connect("bob").ask(new RedeemInvite(token), RoomJoined.class);
  }

  @Test
  void anInviteToTheServerAloneHasNoRoom() {
    assertThat(ada.refused(new CreateInvite(null, null, null))).isEqualTo(ProblemCode.FORBIDDEN);
    server.with(Setting.INVITES_BY_MEMBERS, "true");
    TestClient again = server.connect("ada");
    InviteCreated made = again.ask(new CreateInvite(null, null, null), InviteCreated.class);
    assertThat(made.invite().uses()).isEqualTo(10);
    assertThat(Duration.between(made.invite().createdAt(), made.invite().expiresAt()))
        .isEqualTo(Duration.ofDays(7));
    assertThat(again.refused(redeem(made))).isEqualTo(ProblemCode.INVITE_WITHOUT_ROOM);
    assertThat(look(made)).contains("\"server\":").doesNotContain("\"room\"");
  }

  @Test
  void membersInviteWhereTheServerSaysSo() {
    TestClient bob = server.register("bob");
    bob.ask(redeem(invite(room, 60, 1)), RoomJoined.class);
    assertThat(bob.refused(new CreateInvite(room, 5, 1))).isEqualTo(ProblemCode.FORBIDDEN);
    server.with(Setting.INVITES_BY_MEMBERS, "true");
    TestClient again = server.connect("bob");
    InviteId own = again.ask(new CreateInvite(room, 5, 1), InviteCreated.class).invite().id();
    assertThat(again.ask(new ListInvites(room), InviteList.class).invites())
        .as("one's own only")
        .extracting(invite -> invite.id())
        .containsExactly(own);
    again.ask(new RevokeInvite(own), Done.class);
  }

  @Test
  void aRoomThatIsGoneIsSaidToBe() {
    InviteCreated made = invite(room, 60, 1);
    server.administration().deleteRoom(room.toString());
    assertThat(server.register("bob").refused(redeem(made))).isEqualTo(ProblemCode.ROOM_GONE);
  }

  @Test
  void whatIsAskedForIsWithinLimits() {
    for (CreateInvite wrong :
        List.of(
            new CreateInvite(room, 0, 1),
            new CreateInvite(room, 525_601, 1),
            new CreateInvite(room, 1, 0),
            new CreateInvite(room, 1, 1001))) {
      assertThat(ada.refused(wrong)).isEqualTo(ProblemCode.BAD_MESSAGE);
    }
    for (int i = 0; i < 100; i++) {
      ada.ask(new CreateInvite(room, 60, 1), InviteCreated.class);
    }
    assertThat(ada.refused(new CreateInvite(room, 60, 1))).isEqualTo(ProblemCode.QUOTA);
  }

  @Test
  void theAuditLogHasItAllButTheToken() {
    InviteCreated made = invite(room, 60, 2);
    server.register("bob").ask(redeem(made), RoomJoined.class);
    ada.ask(new RevokeInvite(made.invite().id()), Done.class);
    assertThat(ada.refused(new RedeemInvite("AAECAwQFBgcICQoLDA0ODw")))
        .isEqualTo(ProblemCode.INVITE_UNKNOWN);
    String audit =
        server.administration().auditRows(AuditFilter.ALL, Long.MAX_VALUE, 100).toString();
    assertThat(audit)
        .contains("invite_created", "invite_used", "invite_revoked", "invite_refused")
        .doesNotContain(link(made).token().text());
  }

  @Test
  void aBrowserGetsAPageThatNeedsNothingElse() {
    HttpResponse<String> page = server.get("/i");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy ->
            assertThat(policy)
                .startsWith("default-src 'none'; style-src 'sha256-")
                .contains("script-src 'sha256-", "frame-ancestors 'none'", "base-uri 'none'"));
    assertThat(page.body()).doesNotContain("src=", "href=\"http", "@import", "url(");
  }

  private InviteCreated invite(RoomId to, int minutes, int uses) {
    return ada.ask(new CreateInvite(to, minutes, uses), InviteCreated.class);
  }

  private static RedeemInvite redeem(InviteCreated made) {
    return new RedeemInvite(link(made).token().text());
  }

  private static InviteLink link(InviteCreated made) {
    return link(made.link());
  }

  private static InviteLink link(String text) {
    if (new InviteCodec().read(text) instanceof InviteCodec.Reading.Invite(InviteLink link)) {
      return link;
    }
    throw new AssertionError(text);
  }

  private static String token(String link) {
    return link(link).token().text();
  }

  private String look(InviteCreated made) {
    return post("/api/v1/invites/look", link(made).token().text()).body();
  }

  private HttpResponse<String> post(String path, String token) {
    return server.post(path, "{\"token\":\"" + token + "\"}", null);
  }

  private HttpResponse<String> register(String name, @Nullable String token) {
    return server.post(
        "/api/v1/accounts",
        "{\"name\":\"%s\",\"password\":\"correct horse 7\"%s}"
            .formatted(name, token == null ? "" : ",\"invite\":\"" + token + "\""),
        null);
  }
}
