package chatx.lan;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.jmdns.JmDNS;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One JmDNS per chosen interface, because one alone takes whichever interface the system prefers.
 * Opening and closing one takes up to seconds, so each happens on a thread of its own. Any thread.
 */
final class Mdns implements AutoCloseable {
  /** Between attempts where it did not work. */
  static final Duration REVIVAL = Duration.ofSeconds(15);

  static final String TYPE = "_chatx._tcp.local.";

  private static final Logger log = LoggerFactory.getLogger(Mdns.class);

  /** Its goodbye is sent in the first moments; what comes later is only tidiness. */
  private static final Duration CLOSING = Duration.ofMillis(1_500);

  private final Use use;
  private final Map<LanInterface, CompletableFuture<JmDNS>> responders = new HashMap<>();

  /** JmDNS gives up for ever when a packet cannot be sent, to a firewall for instance. */
  private final Set<LanInterface> dead = ConcurrentHashMap.newKeySet();

  /** What a new one is for. */
  @FunctionalInterface
  interface Use {
    /** May block. */
    void begin(LanInterface on, JmDNS responder) throws IOException;
  }

  Mdns(Use use) {
    this.use = use;
  }

  /** Opens what is new and closes what is gone. */
  synchronized void use(List<LanInterface> interfaces) {
    responders
        .entrySet()
        .removeIf(each -> {
          boolean gone = !interfaces.contains(each.getKey());
          if (gone) {
            var _ = close(each.getValue());
          }
          return gone;
        });
    for (LanInterface each : interfaces) {
      if (!responders.containsKey(each)) {
        responders.put(each, open(each));
      }
    }
  }

  /** Tries again where mDNS did not work; to be called now and then. */
  synchronized void revive() {
    for (LanInterface each : Set.copyOf(dead)) {
      dead.remove(each);
      CompletableFuture<JmDNS> before = responders.get(each);
      if (before != null) {
        var _ = close(before);
        responders.put(each, open(each));
      }
    }
  }

  /** Everything anew. */
  synchronized void renew(List<LanInterface> interfaces) {
    use(List.of());
    use(interfaces);
  }

  /** Those that are open by now. */
  synchronized List<JmDNS> open() {
    return responders.values().stream()
        .filter(each -> each.isDone() && !each.isCompletedExceptionally())
        .map(CompletableFuture::resultNow)
        .toList();
  }

  /** Says goodbye; waits for that, but not for long. */
  @Override
  public void close() {
    List<CompletableFuture<Void>> closing;
    synchronized (this) {
      closing = responders.values().stream().map(Mdns::close).toList();
      responders.clear();
    }
    try {
      CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new))
          .get(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      log.debug("mDNS is still closing", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private CompletableFuture<JmDNS> open(LanInterface each) {
    var opening = new CompletableFuture<JmDNS>();
    Thread.ofVirtual()
        .name("mdns-open")
        .start(() -> {
          try {
            // A name of its own: the system's responder defends the computer's.
            JmDNS responder =
                JmDNS.create(each.address(), "chatx-" + UUID.randomUUID().toString().substring(24));
            var _ = responder.setDelegate((_, _) -> dead.add(each));
            use.begin(each, responder);
            opening.complete(responder);
          } catch (IOException | RuntimeException e) {
            log.debug("no mDNS on {}", each, e);
            dead.add(each);
            opening.completeExceptionally(e);
          }
        });
    return opening;
  }

  private static CompletableFuture<Void> close(CompletableFuture<JmDNS> one) {
    var closed = new CompletableFuture<Void>();
    Thread.ofVirtual()
        .name("mdns-close")
        .start(() -> {
          try {
            one.get().close();
          } catch (ExecutionException _) {
            // It never opened.
          } catch (IOException | RuntimeException e) {
            log.debug("mDNS did not close cleanly", e);
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          } finally {
            var _ = closed.complete(null);
          }
        });
    return closed;
  }
}
