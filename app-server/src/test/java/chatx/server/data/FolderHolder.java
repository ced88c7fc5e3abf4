package chatx.server.data;

import java.nio.file.Path;
import java.time.Duration;

/** A process of its own for {@link DataFolderTest}: takes a folder, says so, and goes on. */
@SuppressWarnings("SystemOut")
final class FolderHolder {
  private FolderHolder() {}

  public static void main(String[] args) throws InterruptedException {
    switch (DataFolder.open(Path.of(args[1]))) {
      case DataFolder.Refused refused ->
          System.out.println(
              refused.inUse()
                  ? "refused in use by "
                      + refused.reason().replaceAll("(?s).*process (\\d+).*", "$1")
                  : refused.reason());
      case DataFolder.Opened opened -> {
        System.out.println("opened");
        if (args[0].equals("migrate")) {
          DatabaseOpening.embedded(opened.folder(), 2, Duration.ofSeconds(10)).close();
        } else {
          // Until it is killed.
          Thread.currentThread().join();
        }
      }
    }
  }
}
