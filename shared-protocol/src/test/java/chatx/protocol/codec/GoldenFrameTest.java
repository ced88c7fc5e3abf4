package chatx.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.ClientCommand;
import chatx.protocol.CommandFrame;
import chatx.protocol.EventFrame;
import chatx.protocol.ReplyFrame;
import chatx.protocol.ServerEvent;
import chatx.protocol.ServerReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The frames that released clients and servers speak, byte for byte: a change of one is a change of
 * the protocol. {@code -Dprotocol.frames.write=true} writes those that are missing.
 */
class GoldenFrameTest {
  private static final Path FOLDER = Path.of("src/test/resources/frames");

  private final FrameCodec codec = new FrameCodec();

  @TestFactory
  Stream<DynamicTest> everyFrameIsWrittenAsItsGoldenOneAndReadFromIt() {
    List<DynamicTest> tests = new ArrayList<>();
    for (CommandFrame frame : Samples.commands()) {
      tests.add(test(frame.command(), codec.encode(frame), new DecodedCommand.Valid(frame)));
    }
    for (ReplyFrame frame : Samples.replies()) {
      tests.add(test(frame.reply(), codec.encode(frame), frame));
    }
    for (EventFrame frame : Samples.events()) {
      tests.add(test(frame.event(), codec.encode(frame), frame));
    }
    return tests.stream();
  }

  private DynamicTest test(Object body, byte[] written, Object sample) {
    String name = WireNames.nameOf(body.getClass());
    return DynamicTest.dynamicTest(
        name,
        () -> {
          String golden = golden(name, written);
          assertThat(written).asString().isEqualTo(golden);
          Object read =
              sample instanceof DecodedCommand
                  ? codec.decodeCommand(golden)
                  : codec.decodeServer(golden);
          assertThat(read).isEqualTo(sample);
        });
  }

  @Test
  void everyKindOfFrameHasOneSample() {
    assertThat(Samples.commands().stream().map(frame -> frame.command().getClass().getName()))
        .containsExactlyInAnyOrderElementsOf(names(ClientCommand.class));
    assertThat(Samples.replies().stream().map(frame -> frame.reply().getClass().getName()))
        .containsExactlyInAnyOrderElementsOf(names(ServerReply.class));
    assertThat(Samples.events().stream().map(frame -> frame.event().getClass().getName()))
        .containsExactlyInAnyOrderElementsOf(names(ServerEvent.class));
  }

  @Test
  void everyWireNameHasOneGoldenFrameAndNoneIsLeftOver() throws IOException {
    List<String> expected = new ArrayList<>();
    for (Class<?> root : List.of(ClientCommand.class, ServerReply.class, ServerEvent.class)) {
      for (Class<?> type : WireNames.of(root).types()) {
        expected.add(WireNames.nameOf(type) + ".json");
      }
    }
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private static String golden(String wireName, byte[] written) throws IOException {
    Path file = FOLDER.resolve(wireName + ".json");
    if (Boolean.getBoolean("protocol.frames.write") && Files.notExists(file)) {
      Files.write(file, written);
      Files.writeString(file, "\n", StandardOpenOption.APPEND);
    }
    assertThat(file).as("-Dprotocol.frames.write=true writes it").exists();
    return Files.readString(file).stripTrailing();
  }

  private static List<String> names(Class<?> root) {
    return WireNames.of(root).types().stream().map(Class::getName).toList();
  }
}
