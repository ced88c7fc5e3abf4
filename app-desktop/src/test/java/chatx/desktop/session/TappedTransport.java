package chatx.desktop.session;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** The real transport, on a wire that somebody tampers with. */
final class TappedTransport implements Transport {
  private final Transport real = new TyrusTransport();
  private final List<String> sent = new CopyOnWriteArrayList<>();

  /** What is heard of each text that comes. */
  private volatile Function<String, List<String>> tap = List::of;

  void tap(Function<String, List<String>> changed) {
    tap = changed;
  }

  void untap() {
    tap = List::of;
  }

  /** Every text that was sent, over all connections. */
  List<String> sent() {
    return List.copyOf(sent);
  }

  @Override
  public Link open(URI address, Receiver receiver) throws NotOpenedException {
    Link link =
        real.open(
            address,
            new Receiver() {
              @Override
              public void text(String text) {
                tap.apply(text).forEach(receiver::text);
              }

              @Override
              public void closed(int code) {
                receiver.closed(code);
              }
            });
    return new Link() {
      @Override
      public boolean speaksProtocol() {
        return link.speaksProtocol();
      }

      @Override
      public void send(String text) {
        sent.add(text);
        link.send(text);
      }

      @Override
      public void close() {
        link.close();
      }
    };
  }
}
