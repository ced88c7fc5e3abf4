package chatx.desktop.welcome;

import chatx.desktop.session.Answer;
import chatx.desktop.session.ServerApi;
import chatx.desktop.session.ServerTrust;
import chatx.desktop.session.Trouble;
import chatx.desktop.storage.ServerAddress;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Work;
import chatx.protocol.Limits;
import chatx.protocol.ProblemCode;
import chatx.protocol.ServerInfo;
import chatx.protocol.codec.InviteCodec;
import chatx.protocol.http.AccountInfo;
import chatx.protocol.http.InviteAnswer;
import chatx.protocol.http.ProblemDetails;
import chatx.protocol.http.Registration;
import chatx.protocol.http.SessionTokens;
import chatx.protocol.http.SignIn;
import chatx.protocol.invite.InviteLink;
import chatx.protocol.invite.InviteToken;
import chatx.protocol.trust.ServerKey;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps from nothing to a room, or to a further server. FX thread only. */
public final class WelcomeViewModel {
  private static final Logger log = LoggerFactory.getLogger(WelcomeViewModel.class);

  /** What is asked for. */
  public enum Step {
    START,
    HOST,
    ADDRESS,
    /** Nobody vouches for the server: is it the right one? */
    TRUST,
    ACCOUNT
  }

  /**
   * A server that answered.
   *
   * @param key by which it was known; null where an authority vouches for it, or nobody
   */
  public record Reached(ServerAddress address, ServerInfo info, @Nullable ServerKey key) {}

  /** A server that nobody vouches for yet. */
  public record Meeting(ServerAddress address, ServerKey key) {}

  /**
   * What the world around gives: how servers are asked, hosting, and where a sign-in goes.
   *
   * @param trust what is known of a server at such an address
   * @param known takes care of an invite to a server that somebody here is signed in to already;
   *     false for any other
   */
  public record Doors(
      BiFunction<ServerAddress, ServerTrust, ServerApi> servers,
      Function<ServerAddress, ServerTrust> trust,
      Predicate<InviteLink> known,
      Hosting hosting,
      Consumer<SignedIn> signedIn) {}

  /** An invite whose server was found. */
  public record Invited(InviteLink link, InviteAnswer answer) {}

  private static final int LONGEST_NAME = 32;

  private final Texts texts;
  private final Work work;
  private final Doors doors;
  private final String device;
  private final Step first;
  private final ReadOnlyObjectWrapper<Step> step = new ReadOnlyObjectWrapper<>(Step.START);
  private final ReadOnlyObjectWrapper<@Nullable Reached> server = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable Meeting> meeting = new ReadOnlyObjectWrapper<>();
  private final InviteCodec invites = new InviteCodec();
  private final ReadOnlyObjectWrapper<@Nullable Invited> invited = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable InviteLink> offered = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final StringProperty displayName = new SimpleStringProperty("");
  private final StringProperty room = new SimpleStringProperty("");
  private final StringProperty roomPassword = new SimpleStringProperty("");
  private final StringProperty address = new SimpleStringProperty("");
  private final StringProperty name = new SimpleStringProperty("");
  private final StringProperty password = new SimpleStringProperty("");
  private final BooleanProperty newAccount = new SimpleBooleanProperty(true);

  /** Counts what was asked; an answer to something that was given up is not listened to. */
  private int asked;

  private WelcomeViewModel(Texts texts, Work work, Doors doors, String device, Step first) {
    this.texts = texts;
    this.work = work;
    this.doors = doors;
    this.device = device;
    this.first = first;
    step.set(first);
  }

  /**
   * From the very beginning.
   *
   * @param device what the list of sessions calls this computer
   */
  public static WelcomeViewModel firstRun(Texts texts, Work work, Doors doors, String device) {
    return new WelcomeViewModel(texts, work, doors, device, Step.START);
  }

  /** For a person who is known here already and wants one more server. */
  public static WelcomeViewModel another(
      Texts texts, Work work, Doors doors, String device, String displayName) {
    var model = new WelcomeViewModel(texts, work, doors, device, Step.START);
    model.displayName.set(displayName);
    return model;
  }

  /** For an account whose sign-in ended: only its password is missing. */
  public static WelcomeViewModel again(
      Texts texts, Work work, Doors doors, String device, ServerAddress address, String name) {
    var model = new WelcomeViewModel(texts, work, doors, device, Step.ADDRESS);
    model.address.set(address.display());
    model.name.set(name);
    model.newAccount.set(false);
    return model;
  }

  public ReadOnlyObjectProperty<Step> stepProperty() {
    return step.getReadOnlyProperty();
  }

  /** The server whose account is asked for; null before one answered. */
  public ReadOnlyObjectProperty<@Nullable Reached> serverProperty() {
    return server.getReadOnlyProperty();
  }

  /** The server that a person has to decide on; null before one was met. */
  public ReadOnlyObjectProperty<@Nullable Meeting> meetingProperty() {
    return meeting.getReadOnlyProperty();
  }

  /** The invite that is about to be used; null without one. */
  public ReadOnlyObjectProperty<@Nullable Invited> invitedProperty() {
    return invited.getReadOnlyProperty();
  }

  /** An invite that lies in the clipboard; nothing is done with it unless the person says so. */
  public ReadOnlyObjectProperty<@Nullable InviteLink> offeredProperty() {
    return offered.getReadOnlyProperty();
  }

  /** Whether something is on its way. */
  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /** What is in the way and what to do; empty for nothing. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  public StringProperty displayNameProperty() {
    return displayName;
  }

  public StringProperty roomProperty() {
    return room;
  }

  public StringProperty roomPasswordProperty() {
    return roomPassword;
  }

  public StringProperty addressProperty() {
    return address;
  }

  public StringProperty nameProperty() {
    return name;
  }

  public StringProperty passwordProperty() {
    return password;
  }

  /** Whether to create an account; else to sign in with one. */
  public BooleanProperty newAccountProperty() {
    return newAccount;
  }

  public boolean canGoBack() {
    return step.get() != first;
  }

  public void chooseHost() {
    if (displayNameFits()) {
      if (room.get().isBlank()) {
        room.set(texts.get("welcome.host.room_suggestion"));
      }
      go(Step.HOST);
    }
  }

  public void chooseJoin() {
    if (displayNameFits()) {
      go(Step.ADDRESS);
    }
  }

  /** One step back; what is on its way is given up. */
  public void back() {
    asked++;
    busy.set(false);
    password.set("");
    switch (step.get()) {
      case START -> {}
      case HOST -> go(first);
      case ADDRESS -> go(first);
      case TRUST, ACCOUNT -> {
        invited.set(null);
        go(Step.ADDRESS);
      }
    }
  }

  /** Opens the room on this computer. */
  public void host() {
    String wanted = room.get().strip();
    String secret = roomPassword.get();
    if (wanted.isEmpty()) {
      problem.set(texts.get("welcome.host.room_missing"));
    } else if (points(wanted) > Limits.ROOM_NAME) {
      problem.set(texts.get("welcome.host.room_too_long", Limits.ROOM_NAME));
    } else if (!secret.isEmpty() && points(secret) < Limits.ROOM_PASSWORD_MIN) {
      problem.set(texts.get("welcome.host.password_too_short", Limits.ROOM_PASSWORD_MIN));
    } else {
      Optional<String> locked = Optional.of(secret).filter(text -> !text.isEmpty());
      var plan = new HostPlan(displayName.get().strip(), wanted, locked);
      ask(() -> doors.hosting().host(plan), inTheWay -> problem.set(inTheWay.orElse("")));
    }
  }

  /** Asks a server that was found on the network, whatever was typed before. */
  public void join(ServerAddress found) {
    if (step.get() == Step.START && !displayNameFits()) {
      return;
    }
    address.set(found.display());
    if (step.get() != Step.ADDRESS) {
      go(Step.ADDRESS);
    }
    connect();
  }

  /** Asks the typed address what is there; an invite can be typed just as well. */
  public void connect() {
    if (invites.looksLikeOne(address.get())) {
      open(address.get());
      return;
    }
    if (address.get().isBlank()) {
      problem.set(texts.get("welcome.address.missing"));
      return;
    }
    Optional<ServerAddress> parsed = ServerAddress.parse(address.get());
    if (parsed.isEmpty()) {
      problem.set(texts.get("welcome.address.wrong"));
      return;
    }
    meet(parsed.get(), doors.trust().apply(parsed.get()));
  }

  /** What the clipboard holds, for an offer. */
  public void clipboard(String text) {
    offered.set(
        invites.read(text) instanceof InviteCodec.Reading.Invite(InviteLink link) ? link : null);
  }

  /** Takes the invite that lies in the clipboard. */
  public void acceptOffer() {
    InviteLink link = offered.get();
    if (link != null) {
      open(link);
    }
  }

  /** Opens an invite: what follows is one confirmation. */
  public void open(String text) {
    switch (invites.read(text)) {
      case InviteCodec.Reading.Refused(InviteCodec.Reason reason) ->
          problem.set(texts.get("invite.refused." + reason.name().toLowerCase(Locale.ROOT)));
      case InviteCodec.Reading.Invite(InviteLink link) -> open(link);
    }
  }

  private void open(InviteLink link) {
    if (doors.known().test(link)) {
      return;
    }
    ask(
        new Invitation(link, doors.servers())::find,
        found -> {
          switch (found) {
            case Invitation.Found.Server there -> {
              reachedByInvite(
                  new Invited(link, there.invite()),
                  new Reached(there.address(), there.info(), there.key()));
            }
            case Invitation.Found.Refused(ProblemDetails refusal) -> refused(refusal);
            case Invitation.Found.Failed(Trouble trouble, ServerAddress there) ->
                problem.set(
                    trouble == Trouble.DIFFERENT_SERVER
                        ? texts.get("invite.different_server", there.display())
                        : texts.trouble(trouble, there.display()));
          }
        });
  }

  /** Asks what is there, of a server that may have been spoken of: found, or invited to. */
  public void meet(ServerAddress there, ServerTrust trust) {
    ask(
        () -> doors.servers().apply(there, trust).server(),
        answer -> {
          switch (answer) {
            case Answer.Given<ServerInfo>(ServerInfo info) ->
                reached(new Reached(there, info, trust.relied().orElse(null)));
            case Answer.Refused<ServerInfo>(ProblemDetails refusal) -> refused(refusal);
            case Answer.Failed<ServerInfo>(Trouble trouble) -> notTrusted(trouble, there, trust);
          }
        });
  }

  /** The person has decided: it is the right server. */
  public void trust() {
    Meeting met = meeting.get();
    if (met != null) {
      meet(met.address(), ServerTrust.of(met.key()));
    }
  }

  private void notTrusted(Trouble trouble, ServerAddress there, ServerTrust trust) {
    ServerKey met = trust.met().orElse(null);
    ServerKey expected = trust.expected().orElse(null);
    if (trouble == Trouble.UNKNOWN_SERVER && trust.isFirstMeeting() && met != null) {
      meeting.set(new Meeting(there, met));
      go(Step.TRUST);
    } else if (trouble == Trouble.DIFFERENT_SERVER && met != null && expected != null) {
      problem.set(
          texts.get(
              "welcome.different_server",
              there.display(),
              expected.safetyPhrase(),
              met.safetyPhrase()));
    } else {
      failed(trouble, there);
    }
  }

  /** Creates the account or signs in, whichever was chosen. */
  public void enter() {
    Reached reached = server.get();
    if (reached == null) {
      return;
    }
    String who = name.get().strip();
    String secret = password.get();
    if (who.isEmpty()) {
      problem.set(texts.get("welcome.account.name_missing"));
      return;
    }
    if (secret.isEmpty()) {
      problem.set(texts.get("welcome.account.password_missing"));
      return;
    }
    Invited by = invited.get();
    String token = by == null ? null : by.link().token().text();
    InviteToken entering = by == null || by.link().room() == null ? null : by.link().token();
    boolean register = newAccount.get();
    String shown = displayName.get().isBlank() ? who : displayName.get().strip();
    ServerApi api = doors.servers().apply(reached.address(), ServerTrust.of(reached.key()));
    ask(
        () -> signIn(api, register, new Registration(who, secret, shown, null, token)),
        answer -> {
          switch (answer) {
            case Answer.Given<SessionTokens>(SessionTokens tokens) -> {
              password.set("");
              doors
                  .signedIn()
                  .accept(
                      new SignedIn(
                          reached.address(), reached.info(), tokens, reached.key(), entering));
            }
            case Answer.Refused<SessionTokens>(ProblemDetails refusal) -> refused(refusal);
            case Answer.Failed<SessionTokens>(Trouble trouble) ->
                failed(trouble, reached.address());
          }
        });
  }

  /**
   * When the account was created but the answer was lost, trying again must not end at "that name
   * is taken": then the sign-in decides.
   */
  private Answer<SessionTokens> signIn(ServerApi api, boolean register, Registration registration) {
    var signIn = new SignIn(registration.name(), registration.password(), device, null, null);
    if (!register) {
      return api.signIn(signIn);
    }
    return switch (api.register(registration)) {
      case Answer.Given<AccountInfo> _ -> api.signIn(signIn);
      case Answer.Failed<AccountInfo>(Trouble trouble) -> new Answer.Failed<>(trouble);
      case Answer.Refused<AccountInfo>(ProblemDetails refusal) ->
          refusal.code() == ProblemCode.NAME_TAKEN
                  && api.signIn(signIn) instanceof Answer.Given<SessionTokens> mine
              ? mine
              : new Answer.Refused<>(refusal);
    };
  }

  private <T> void ask(Supplier<T> question, Consumer<T> then) {
    int mine = ++asked;
    problem.set("");
    busy.set(true);
    work.run(
        question,
        answer -> {
          if (mine == asked) {
            busy.set(false);
            then.accept(answer);
          }
        });
  }

  /** That server answered: its account is asked for next. */
  void reached(Reached found) {
    server.set(found);
    if (name.get().isBlank()) {
      name.set(SignInName.suggestion(displayName.get()));
    }
    go(Step.ACCOUNT);
  }

  /** The server of an invite answered. */
  void reachedByInvite(Invited by, Reached found) {
    invited.set(by);
    newAccount.set(by.answer().registers());
    reached(found);
  }

  private void refused(ProblemDetails refusal) {
    problem.set(texts.problem(refusal.code(), refusal.retryAfterMs()));
  }

  private void failed(Trouble trouble, ServerAddress there) {
    problem.set(texts.trouble(trouble, there.display()));
  }

  private boolean displayNameFits() {
    String wanted = displayName.get().strip();
    if (wanted.isEmpty()) {
      problem.set(texts.get("welcome.start.name_missing"));
      return false;
    }
    if (points(wanted) > LONGEST_NAME) {
      problem.set(texts.get("welcome.start.name_too_long", LONGEST_NAME));
      return false;
    }
    return true;
  }

  private void go(Step next) {
    problem.set("");
    log.info("the next step is {}", next);
    step.set(next);
  }

  private static int points(String text) {
    return text.codePointCount(0, text.length());
  }
}
