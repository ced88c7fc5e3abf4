package chatx.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.DesktopMain.Options;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLineTest {
  private static final String LINK = "chatx://192.168.1.20:8420/#AQE";

  @Test
  void aFolderMayStandBeforeAnInvite() {
    assertThat(options("--data", "/somewhere", LINK))
        .isEqualTo(new Options.Start(Path.of("/somewhere"), List.of(LINK)));
  }

  @Test
  void aLinkCannotBringOptionsOfItsOwn() {
    assertThat(options("chatx://x/", "--data", "//elsewhere/share"))
        .isInstanceOf(Options.Wrong.class);
  }

  private static Options options(String... args) {
    return DesktopMain.options(args, Map.of());
  }
}
