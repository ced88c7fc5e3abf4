package chatx.desktop;

import chatx.desktop.model.AppModel;
import chatx.desktop.model.Outcome;
import chatx.desktop.model.RoomModel;
import chatx.desktop.model.ServerModel;
import chatx.desktop.storage.SavedAccount;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Work;
import chatx.desktop.welcome.HostPlan;
import chatx.desktop.welcome.Hosting;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** From the wish to host to the open room on the server inside this app. */
final class FirstRoom implements Hosting {
  /** For sign-in, connection and creation, on a slow disk. */
  private static final long PATIENCE_SECONDS = 60;

  private final HostSwitch hosting;
  private final AppModel app;
  private final Work work;
  private final Supplier<Texts> texts;
  private final Runnable ready;

  /**
   * @param ready called on the FX thread when the room is open
   */
  FirstRoom(HostSwitch hosting, AppModel app, Work work, Supplier<Texts> texts, Runnable ready) {
    this.hosting = hosting;
    this.app = app;
    this.work = work;
    this.texts = texts;
    this.ready = ready;
  }

  /** Blocks until the room is open, or until it is clear why not. */
  @Override
  public Optional<String> host(HostPlan plan) {
    return switch (hosting.host(plan.displayName())) {
      case OwnServer.Hosted.Refused(String words) -> Optional.of(words);
      case OwnServer.Hosted.As(SavedAccount account) -> {
        CompletableFuture<Optional<String>> room = new CompletableFuture<>();
        work.fx().execute(() -> open(account, plan, room));
        try {
          yield room.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException late) {
          if (late.getCause() instanceof TimeoutException) {
            yield Optional.of(texts.get().get("host.too_slow"));
          }
          throw late;
        }
      }
    };
  }

  private void open(SavedAccount account, HostPlan plan, CompletableFuture<Optional<String>> room) {
    hosting.connect(
        account,
        opened ->
            opened.ifPresentOrElse(
                server -> server.whenOnline(() -> create(server, plan, room)),
                () -> room.complete(Optional.of(texts.get().get("host.failed")))));
  }

  private void create(ServerModel server, HostPlan plan, CompletableFuture<Optional<String>> room) {
    var _ =
        server
            .createRoom(plan.room(), null, plan.password().orElse(null))
            .thenAccept(outcome -> room.complete(created(server, outcome)));
  }

  private Optional<String> created(ServerModel server, Outcome<RoomModel> outcome) {
    return switch (outcome) {
      case Outcome.Refused<RoomModel>(var problem) ->
          Optional.of(texts.get().problem(problem.code(), problem.retryAfterMs()));
      case Outcome.Done<RoomModel>(RoomModel room) -> {
        app.select(server);
        app.select(room);
        ready.run();
        yield Optional.empty();
      }
    };
  }
}
