package chatx.desktop.nearby;

import chatx.desktop.storage.ServerAddress;
import chatx.desktop.ui.Work;
import chatx.lan.FoundServer;
import chatx.lan.KnownServer;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The servers that are found while the first screen is open. FX thread only. */
public final class NearbyViewModel {
  private static final Logger log = LoggerFactory.getLogger(NearbyViewModel.class);

  /** After so long people begin to wonder. */
  private static final int PATIENCE_SECONDS = 5;

  /** How it stands with the search. */
  public enum State {
    LOOKING,
    FOUND,
    /** Nothing was found for some time; it goes on. */
    NOTHING,
    /** Every address is asked. */
    SCANNING
  }

  private final Lan lan;
  private final Work work;
  private final Needs needs;
  private final ObservableList<NearbyServer> servers = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.LOOKING);
  private Lan.@Nullable Looking looking;
  private boolean impatient;
  private boolean scanning;

  /**
   * What the world around gives.
   *
   * @param known servers from before; any thread
   * @param own whether an address leads to the server inside this app, which nobody here joins; any
   *     thread
   * @param join what to do with the server that was chosen
   */
  public record Needs(
      Supplier<List<KnownServer>> known,
      Predicate<InetSocketAddress> own,
      Consumer<ServerAddress> join) {}

  public NearbyViewModel(Lan lan, Work work, Needs needs) {
    this.lan = lan;
    this.work = work;
    this.needs = needs;
  }

  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /** By name; a row stays where it is while it is there. */
  public ObservableList<NearbyServer> servers() {
    return servers;
  }

  /** Looks as long as somebody looks at it. */
  public void open(boolean open) {
    Lan.Looking before = looking;
    if (open && before == null) {
      looking = lan.look(needs.known(), this::found);
      impatient = false;
      CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS, work.fx())
          .execute(this::waitedLong);
    } else if (!open && before != null) {
      looking = null;
      work.background().execute(before::close);
      servers.clear();
    }
    refresh();
  }

  /** Asks every address of the network, because a person wants it. */
  public void scan() {
    Lan.Looking present = looking;
    if (present != null && !scanning) {
      scanning = true;
      refresh();
      work.run(
          () -> {
            present.scan();
            return true;
          },
          _ -> {
            scanning = false;
            refresh();
          });
    }
  }

  void join(NearbyServer server) {
    needs.join().accept(server.address());
  }

  /** Some seconds have passed since the search began. */
  void waitedLong() {
    impatient = true;
    refresh();
  }

  private void found(List<FoundServer> all) {
    List<KnownServer> known = needs.known().get();
    List<NearbyServer> rows =
        all.stream()
            .filter(each -> each.addresses().stream().noneMatch(needs.own()))
            .map(each -> NearbyServer.of(each, isKnown(each, known)))
            .toList();
    work.fx()
        .execute(() -> {
          if (looking != null && !rows.equals(servers)) {
            if (rows.size() != servers.size()) {
              log.info("servers found on this network: {}", rows.size());
            }
            servers.setAll(rows);
            refresh();
          }
        });
  }

  private static boolean isKnown(FoundServer found, List<KnownServer> known) {
    return found.addresses().stream()
        .anyMatch(address ->
            known.stream()
                .anyMatch(each ->
                    each.port() == address.getPort()
                        && each.host().equals(address.getAddress().getHostAddress())));
  }

  private void refresh() {
    state.set(
        !servers.isEmpty()
            ? State.FOUND
            : scanning ? State.SCANNING : impatient ? State.NOTHING : State.LOOKING);
  }
}
