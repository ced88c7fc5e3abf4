package chatx.server.bench;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Where the short forms of measurements take place. */
final class ShortSite {
  private ShortSite() {}

  static Site in(Path folder, boolean tls) {
    return new Site(
        folder,
        Map.of(),
        List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
        Pinning.NONE,
        tls,
        Clock.systemUTC(),
        new PrintWriter(Writer.nullWriter()));
  }
}
