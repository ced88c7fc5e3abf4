package chatx.server.account;

import chatx.protocol.UserId;
import chatx.server.limit.AddressKey;
import chatx.server.limit.Decision;
import chatx.server.limit.LimitKind;
import chatx.server.limit.RateLimits;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many passwords may be tried. A guesser meets the limit of the account, however many addresses
 * there are; its owner does not, because a device that signed in before and an address from which
 * the account was used before are counted by themselves. Nobody is ever locked out for good.
 * Thread-safe, never blocks.
 */
final class SignInThrottle {
  private final RateLimits limits;

  /** One thing that is counted. */
  record Count(LimitKind kind, String key) {}

  SignInThrottle(RateLimits limits) {
    this.limits = limits;
  }

  /**
   * What a sign-in counts against.
   *
   * @param account the folded name, which need not belong to anybody
   * @param device the id of a device that the account knows
   * @param knownAddress whether the account was used from the address before
   */
  List<Count> counts(
      String account, @Nullable String device, boolean knownAddress, String address) {
    String from = addressKey(address);
    if (device != null) {
      return List.of(new Count(LimitKind.SIGN_INS_PER_DEVICE, account + " " + device));
    }
    Count both = new Count(LimitKind.SIGN_INS_PER_ACCOUNT_AND_ADDRESS, account + " " + from);
    if (knownAddress) {
      return List.of(both);
    }
    return List.of(
        both,
        new Count(LimitKind.SIGN_INS_PER_ADDRESS, from),
        new Count(LimitKind.SIGN_INS_PER_ACCOUNT, account));
  }

  /** Null when a password may be tried; then {@link #giveBack} undoes it. */
  Decision.@Nullable Limited take(List<Count> counts) {
    List<Count> taken = new ArrayList<>();
    for (Count count : counts) {
      if (limits.take(count.kind(), count.key()) instanceof Decision.Limited limited) {
        giveBack(taken);
        return limited;
      }
      taken.add(count);
    }
    return null;
  }

  void giveBack(List<Count> counts) {
    counts.forEach(count -> limits.giveBack(count.kind(), count.key()));
  }

  Decision registration(String address) {
    return limits.take(LimitKind.REGISTRATIONS_PER_ADDRESS, addressKey(address));
  }

  /** Counted by itself: a forgotten program must not keep its neighbours from signing in. */
  Decision deadToken(String address) {
    return limits.take(LimitKind.DEAD_TOKENS_PER_ADDRESS, addressKey(address));
  }

  Decision ownPassword(UserId user) {
    return limits.take(LimitKind.PASSWORD_CHECKS_PER_USER, user.toString());
  }

  void ownPasswordWasRight(UserId user) {
    limits.giveBack(LimitKind.PASSWORD_CHECKS_PER_USER, user.toString());
  }

  private static String addressKey(String address) {
    return AddressKey.of(InetAddress.ofLiteral(address));
  }
}
