package chatx.desktop.session;

import chatx.desktop.storage.AccountStore;
import chatx.desktop.storage.SavedAccount;
import chatx.desktop.storage.TokenVault;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;

/** The real transport; remembers with which code its first connection ended. Any thread. */
public final class CloseCodes {
  private final CompletableFuture<Integer> first = new CompletableFuture<>();

  /** A session whose connections end with a code that is remembered. */
  public ClientSession session(
      SavedAccount account,
      TokenVault vault,
      AccountStore store,
      SessionListener listener,
      Clock clock) {
    Transport real = new TyrusTransport(ServerTrust.of(account.key()));
    return ClientSession.open(
        account,
        vault,
        store,
        listener,
        clock,
        (address, receiver) -> opened(real, address, receiver),
        Device.HASTE);
  }

  /** The code of the first connection that ended; 1006 where nobody said goodbye. */
  public CompletableFuture<Integer> first() {
    return first;
  }

  private Transport.Link opened(Transport real, URI address, Transport.Receiver receiver)
      throws Transport.NotOpenedException {
    return real.open(
        address,
        new Transport.Receiver() {
          @Override
          public void text(String text) {
            receiver.text(text);
          }

          @Override
          public void closed(int code) {
            first.complete(code);
            receiver.closed(code);
          }
        });
  }
}
