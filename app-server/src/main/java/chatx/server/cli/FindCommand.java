package chatx.server.cli;

import chatx.lan.FoundServer;
import chatx.lan.KnownServer;
import chatx.lan.LanFinder;
import chatx.lan.NetworkCheck;
import chatx.lan.NetworkFinding;
import chatx.lan.Way;
import chatx.protocol.lan.Announcement;
import chatx.server.text.OneLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code find}. */
@Command(
    name = "find",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "List the ChatX servers of this network.",
      "Exit code 1 when there is none; then it says what may be in the way."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  find                                      looks for four seconds",
      "  find --watch                              says who comes and goes, until Ctrl-C",
      "  find --scan                               asks every address, where nothing else helps",
      "  find 192.168.1.5 chat.example:8421        tries these addresses, too"
    })
final class FindCommand implements Callable<Integer> {
  private static final int USUAL_PORT = 8420;

  private final Context context;
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--seconds",
      paramLabel = "NUMBER",
      description = "how long to look (default: ${DEFAULT-VALUE})",
      defaultValue = "4")
  private int seconds;

  @Option(names = "--first", description = "stop as soon as one is found")
  private boolean first;

  @Option(names = "--watch", description = "say who comes and goes; with --seconds 0 for ever")
  private boolean watch;

  @Option(names = "--scan", description = "ask every address of this computer's private networks")
  private boolean scan;

  @Option(names = "--json", description = "one JSON object a line for each that comes or goes")
  private boolean json;

  @Parameters(
      arity = "0..*",
      paramLabel = "ADDRESS",
      description = "addresses to try, of servers that are known")
  private List<String> addresses = new ArrayList<>();

  FindCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    Logs.quietly();
    List<KnownServer> known = new ArrayList<>();
    addresses.forEach(each -> known.add(known(each)));
    BlockingQueue<List<FoundServer>> news = new LinkedBlockingQueue<>();
    long start = System.nanoTime();
    List<FoundServer> present = List.of();
    boolean any = false;
    try (LanFinder finder = LanFinder.start(() -> known, news::add, context.clock())) {
      if (scan) {
        Thread.ofVirtual().start(finder::scan);
      }
      long end = watch && seconds == 0 ? Long.MAX_VALUE : TimeUnit.SECONDS.toNanos(seconds);
      boolean looking = true;
      while (looking) {
        long left = end - (System.nanoTime() - start);
        @Nullable List<FoundServer> now = news.poll(left, TimeUnit.NANOSECONDS);
        if (now != null) {
          if (watch || json) {
            tell(present, now, System.nanoTime() - start);
          }
          present = now;
          any |= !now.isEmpty();
        }
        looking = now != null && !(first && !present.isEmpty());
      }
    } catch (IOException none) {
      throw new CommandFailedException(Cli.FAILED, "cannot look for servers: " + none.getMessage());
    }
    PrintWriter out = context.io().out();
    if (!any) {
      explain();
      return Cli.FAILED;
    }
    if (!watch && !json) {
      present.forEach(each -> out.println(line(each)));
    }
    return Cli.OK;
  }

  private KnownServer known(String typed) {
    int colon = typed.lastIndexOf(':');
    boolean withPort = colon > 0 && typed.indexOf(':') == colon;
    try {
      return withPort
          ? new KnownServer(
              typed, typed.substring(0, colon), Integer.parseInt(typed.substring(colon + 1)))
          : new KnownServer(typed, typed, USUAL_PORT);
    } catch (NumberFormatException _) {
      throw new CommandLine.ParameterException(
          Objects.requireNonNull(spec).commandLine(), typed + " is not an address");
    }
  }

  private void explain() {
    PrintWriter err = context.io().err();
    err.println("chatx: no server was found. What was seen of the network:");
    for (NetworkFinding each : NetworkCheck.examine(OptionalInt.empty(), context.clock())) {
      Finding finding = NetworkWords.of(each);
      err.println("  " + finding.check() + ": " + finding.detail());
      if (!finding.action().isEmpty()) {
        err.println("    " + finding.action());
      }
    }
    err.println(
        "  Guest Wi-Fi and many access points keep devices apart: then only another network helps,"
            + " or a server outside.");
  }

  private void tell(List<FoundServer> before, List<FoundServer> now, long after) {
    Map<Object, FoundServer> old = new HashMap<>();
    before.forEach(each -> old.put(identity(each), each));
    for (FoundServer each : now) {
      FoundServer was = old.remove(identity(each));
      if (was == null) {
        event("found", each, after);
      } else if (json
          && !(was.addresses().equals(each.addresses()) && was.ways().equals(each.ways()))) {
        event("changed", each, after);
      }
    }
    old.values().forEach(each -> event("left", each, after));
  }

  private static Object identity(FoundServer each) {
    return each.announcement().<Object>map(Announcement::server).orElse(each.address());
  }

  private void event(String what, FoundServer server, long after) {
    PrintWriter out = context.io().out();
    if (!json) {
      out.println((what.equals("found") ? "+ " : "- ") + line(server));
      out.flush();
      return;
    }
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", what);
    event.put("ms", TimeUnit.NANOSECONDS.toMillis(after));
    event.put("name", server.name());
    event.put("server", server.announcement().map(each -> each.server().text()).orElse(""));
    event.put("host", server.announcement().map(Announcement::host).orElse(""));
    event.put("people", server.announcement().map(Announcement::people).orElse(0));
    event.put("locked", server.announcement().map(Announcement::locked).orElse(false));
    event.put("addresses", server.addresses().stream().map(FindCommand::written).toList());
    event.put("ways", ways(server.ways()));
    event.put("pingMs", server.ping().map(Duration::toMillis).orElse(-1L));
    out.println(JsonLineCodec.write(event));
    out.flush();
  }

  private static String line(FoundServer server) {
    String about =
        server
            .announcement()
            .map(each ->
                (each.host().isEmpty() ? "" : OneLine.of(each.host(), 64) + ", ")
                    + each.people()
                    + (each.people() == 1 ? " person" : " people")
                    + (each.locked() ? ", by invite only" : ""))
            .orElse("answers");
    return "%-28s %-24s %s   %s"
        .formatted(
            OneLine.of(server.name(), 64),
            written(server.address()),
            about,
            server.ping().map(ping -> ping.toMillis() + " ms").orElse("no answer from its port"));
  }

  private static String written(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  private static List<String> ways(Set<Way> ways) {
    return ways.stream()
        .map(way -> way.name().toLowerCase(Locale.ROOT))
        .sorted()
        .collect(Collectors.toList());
  }
}
