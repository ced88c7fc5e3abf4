package chatx.server.account;

import chatx.protocol.Invite;
import chatx.protocol.InviteId;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.UserId;
import chatx.protocol.UserSummary;
import chatx.protocol.http.AccountInfo;
import chatx.protocol.http.Registration;
import chatx.server.audit.AuditAction;
import chatx.server.audit.AuditEntry;
import chatx.server.audit.AuditLog;
import chatx.server.invite.Invites;
import chatx.server.limit.Decision;
import chatx.server.problem.Problems;
import chatx.server.secret.HashedPassword;
import chatx.server.secret.PasswordHasher;
import chatx.server.storage.Ids;
import chatx.server.storage.StorageException;
import chatx.server.storage.Transactions;
import chatx.server.storage.Tx;
import chatx.server.text.Checked;
import chatx.server.text.EmailRules;
import chatx.server.text.NameKey;
import chatx.server.text.NameRules;
import chatx.server.text.PasswordRules;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes accounts: what is asked for is checked, the name and the address have to be free. */
final class Registrations {
  private final Transactions transactions;
  private final AuditLog audit;
  private final PasswordHasher hasher;
  private final PasswordRules passwordRules;
  private final AccountStore accounts;
  private final SignInThrottle throttle;
  private final LimitReports limitReports;
  private final Invites invites;
  private final boolean open;
  private final Clock clock;

  Registrations(
      Transactions transactions,
      AuditLog audit,
      PasswordHasher hasher,
      PasswordRules passwordRules,
      AccountStore accounts,
      SignInThrottle throttle,
      LimitReports limitReports,
      Invites invites,
      boolean open,
      Clock clock) {
    this.transactions = transactions;
    this.audit = audit;
    this.hasher = hasher;
    this.passwordRules = passwordRules;
    this.accounts = accounts;
    this.throttle = throttle;
    this.limitReports = limitReports;
    this.invites = invites;
    this.open = open;
    this.clock = clock;
  }

  /** See {@link Accounts#register}. */
  Outcome<AccountInfo> register(Registration request, String address) {
    InviteId invite = null;
    String token = request.invite();
    if (token != null) {
      switch (invites.lookAnew(token, address)) {
        case Invites.Found.Refused refused -> {
          return Outcome.refused(refused.problem());
        }
        case Invites.Found.Valid(Invite valid) -> {
          if (!open && !valid.registers()) {
            return closed();
          }
          invite = valid.id();
        }
      }
    } else if (!open) {
      return closed();
    }
    String display = request.displayName();
    String mail = request.email();
    Checked<String> name = NameRules.userName(request.name(), "name");
    Checked<String> displayName =
        display == null ? name : NameRules.displayName(display, "displayName");
    Checked<String> email =
        mail == null || mail.isBlank() ? Checked.ok("") : EmailRules.email(mail, "email");
    Checked<String> password =
        passwordRules.check(
            request.password(), Arrays.asList(request.name(), display, mail), "password");
    for (Checked<String> checked : List.of(name, displayName, email, password)) {
      if (checked instanceof Checked.Refused<String> refused) {
        return Outcome.refused(refused);
      }
    }
    if (throttle.registration(address) instanceof Decision.Limited limited) {
      return limitReports.refusal(
          "registrations", address, null, address, limited, ProblemCode.RATE_LIMITED);
    }
    NameKey key = NameKey.of(value(name));
    String checkedMail = value(email).isEmpty() ? null : value(email);
    Optional<Problem> taken = transactions.read(tx -> refusal(tx, key, checkedMail));
    if (taken.isPresent()) {
      return Outcome.refused(taken.get());
    }
    if (!(hasher.hash(value(password)) instanceof HashedPassword.Hashed hashed)) {
      return Outcome.refused(Problems.busy());
    }
    AccountRow account =
        new AccountRow(
            new UserSummary(new UserId(Ids.next()), value(name), value(displayName)),
            checkedMail,
            hashed.hash(),
            false,
            false,
            clock.instant());
    return insert(account, key, invite, address)
        .<Outcome<AccountInfo>>map(Outcome::refused)
        .orElseGet(() -> Outcome.done(account.info()));
  }

  private static Outcome<AccountInfo> closed() {
    return Outcome.refused(
        Problems.of(
            ProblemCode.REGISTRATION_CLOSED,
            "This server takes no new accounts. Ask its operator for one, or for an invite."));
  }

  private Optional<Problem> insert(
      AccountRow account, NameKey key, @Nullable InviteId invite, String address) {
    try {
      return transactions.write(tx -> {
        Optional<Problem> taken = refusal(tx, key, account.email());
        if (taken.isPresent()) {
          return taken;
        }
        accounts.insert(tx, account, key, emailKey(account.email()));
        if (invite != null) {
          Problem refused = invites.take(tx, invite, account.user().id(), address);
          if (refused != null) {
            throw new NotInvitedException(refused);
          }
        }
        audit.append(
            tx,
            AuditEntry.of(AuditAction.REGISTERED)
                .by(account.user().id().toString())
                .from(address)
                .about(account.user().name()));
        return Optional.empty();
      });
    } catch (NotInvitedException e) {
      return Optional.of(e.problem);
    } catch (StorageException e) {
      // Somebody was faster: a second look says with which of the three.
      Optional<Problem> taken =
          e.kind() == StorageException.Kind.CONFLICT
              ? transactions.read(tx -> refusal(tx, key, account.email()))
              : Optional.empty();
      if (taken.isPresent()) {
        return taken;
      }
      throw e;
    }
  }

  /** Undoes the account: the invite let in its last one since it was looked at. */
  private static final class NotInvitedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    NotInvitedException(Problem problem) {
      super(problem.message(), null, false, false);
      this.problem = problem;
    }
  }

  private Optional<Problem> refusal(Tx tx, NameKey key, @Nullable String email) {
    switch (accounts.nameState(tx, key)) {
      case TAKEN -> {
        return Optional.of(
            Problems.of(
                ProblemCode.NAME_TAKEN, "Somebody has this name. Choose another one.", "name"));
      }
      case TOO_SIMILAR -> {
        return Optional.of(
            Problems.of(
                ProblemCode.NAME_TOO_SIMILAR,
                "This name looks like one that somebody has. Choose a more different one.",
                "name"));
      }
      case FREE -> {
        // On to the address.
      }
    }
    String emailKey = emailKey(email);
    return emailKey != null && accounts.isEmailTaken(tx, emailKey)
        ? Optional.of(
            Problems.of(
                ProblemCode.EMAIL_INVALID,
                "This address cannot be used. Leave it out or give another one.",
                "email"))
        : Optional.empty();
  }

  private static @Nullable String emailKey(@Nullable String email) {
    return email == null ? null : email.toLowerCase(Locale.ROOT);
  }

  private static String value(Checked<String> checked) {
    return switch (checked) {
      case Checked.Ok<String> ok -> ok.value();
      case Checked.Refused<String> refused -> throw new IllegalStateException(refused.message());
    };
  }
}
