package chatx.server.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import chatx.server.journal.Recovery.TornTail;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What opening makes of files that a crash, a bad disk or a person has changed. */
class JournalRecoveryTest {
  private static final int RECORDS = 100;

  @TempDir Path directory;

  @Test
  void replaysOnceWhatWasAppendedInOrder() throws IOException {
    append("one", "two");
    assertThat(replay()).containsExactly("one", "two");
    assertThat(replay()).isEmpty();
    append("three");
    assertThat(replay()).containsExactly("three");
  }

  @Test
  void keepsEmptyAndLargeRecords() throws IOException {
    String large = "x".repeat(1_000_000);
    append("", large, "", large, "end");
    assertThat(replay()).containsExactly("", large, "", large, "end");
  }

  @Test
  void replaysAgainWhenTheReplayOrTheCheckpointFailed() throws IOException {
    append("one", "two");
    Consumer<byte[]> failingReplay =
        record -> {
          throw new IllegalStateException("database gone");
        };
    Runnable failingCheckpoint =
        () -> {
          throw new IllegalStateException("checkpoint failed");
        };
    JournalSettings settings = JournalSettings.defaults();
    assertThatThrownBy(() -> Journal.open(directory, settings, failingReplay, () -> {}))
        .hasMessage("database gone");
    assertThatThrownBy(() -> Journal.open(directory, settings, record -> {}, failingCheckpoint))
        .hasMessage("checkpoint failed");
    assertThat(replay()).containsExactly("one", "two");
  }

  @Test
  void beginsANewFileWhenOneIsFull() throws IOException {
    try (Journal journal = open(new JournalSettings(4096), new ArrayList<>())) {
      for (int i = 0; i < 1000; i++) {
        journal.append(List.of(record(i).getBytes(UTF_8)));
      }
    }
    assertThat(segments()).hasSizeGreaterThan(5).allSatisfy(f -> assertThat(f).isRegularFile());
    assertThat(replay()).isEqualTo(records(1000));
  }

  @Test
  void aCutAnywhereInTheLastThousandBytesDropsOnlyWhatItTouches() throws IOException {
    Path file = oneFile();
    byte[] whole = Files.readAllBytes(file);
    List<Integer> ends = ends(whole);
    for (int cut = whole.length - 1000; cut < whole.length; cut++) {
      Files.write(file, Arrays.copyOf(whole, cut));
      int size = cut;
      List<Integer> kept = ends.stream().filter(end -> end <= size).toList();
      List<String> replayed = new ArrayList<>();
      try (Journal journal = open(JournalSettings.defaults(), replayed)) {
        assertThat(replayed).as("cut at %d", cut).isEqualTo(records(kept.size()));
        int end = kept.getLast();
        assertThat(journal.recovery())
            .as("cut at %d", cut)
            .isEqualTo(
                new Recovery(kept.size(), end == cut ? null : new TornTail(file, end, cut - end)));
      }
    }
  }

  @Test
  void anyFlippedByteOfTheLastRecordDropsIt() throws IOException {
    Path file = oneFile();
    byte[] whole = Files.readAllBytes(file);
    List<Integer> ends = ends(whole);
    int start = ends.get(ends.size() - 2);
    for (int at = start; at < whole.length; at++) {
      for (int mask : new int[] {0x01, 0x80, 0xFF}) {
        Files.write(file, flipped(whole, at, mask));
        List<String> replayed = new ArrayList<>();
        try (Journal journal = open(JournalSettings.defaults(), replayed)) {
          assertThat(replayed).as("byte %d", at).isEqualTo(records(RECORDS - 1));
          assertThat(journal.recovery().tornTail())
              .isEqualTo(new TornTail(file, start, whole.length - start));
        }
      }
    }
  }

  @Test
  void anyFlippedByteOfAnEarlierRecordIsRefusedNamingFileAndOffset() throws IOException {
    Path file = oneFile();
    byte[] whole = Files.readAllBytes(file);
    List<Integer> ends = ends(whole);
    int start = ends.get(40);
    for (int at = start; at < ends.get(41); at++) {
      for (int mask : new int[] {0x01, 0x80, 0xFF}) {
        byte[] damaged = flipped(whole, at, mask);
        Files.write(file, damaged);
        JournalDamaged refusal = refused();
        assertThat(refusal.file()).as("byte %d", at).isEqualTo(file);
        assertThat(refusal.offset()).as("byte %d", at).isEqualTo(start);
        assertThat(refusal)
            .hasMessageContaining(file.toString())
            .hasMessageContaining("byte " + start)
            .hasMessageContaining("backup");
        assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
        assertThat(segments()).containsExactly(file);
      }
    }
  }

  @Test
  void theEndOfAFileThatOthersFollowMayNotBeDamaged() throws IOException {
    Path first = severalFiles().getFirst();
    byte[] whole = Files.readAllBytes(first);
    List<Integer> ends = ends(whole);
    int start = ends.get(ends.size() - 2);
    Files.write(first, flipped(whole, start + 30, 1));
    assertThat(refused().offset()).isEqualTo(start);
    Files.write(first, Arrays.copyOf(whole, start + 5));
    JournalDamaged refusal = refused();
    assertThat(refusal.file()).isEqualTo(first);
    assertThat(refusal.offset()).isEqualTo(start);
    Files.write(first, Arrays.copyOf(whole, start));
    assertThat(refused().offset()).isEqualTo(start);
  }

  @Test
  void aMissingFileBetweenOthersIsRefused() throws IOException {
    List<Path> files = severalFiles();
    Files.delete(files.get(1));
    assertThat(refused().file()).isEqualTo(files.getFirst());
  }

  @Test
  void aDamagedHeaderIsRefused() throws IOException {
    Path file = oneFile();
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < SegmentFormat.HEADER_BYTES; at++) {
      Files.write(file, flipped(whole, at, 0x10));
      assertThat(refused().offset()).isZero();
    }
  }

  @Test
  void aFileCutShortAtBirthIsPassedOver() throws IOException {
    byte[] whole = Files.readAllBytes(oneFile());
    for (int size = 0; size < SegmentFormat.HEADER_BYTES; size++) {
      Files.write(directory.resolve(SegmentName.of(1)), whole);
      Files.write(directory.resolve(SegmentName.of(2)), Arrays.copyOf(whole, size));
      assertThat(replay()).isEqualTo(records(RECORDS));
      assertThat(segments()).isEmpty();
    }
  }

  @Test
  void aBatchWhoseFirstPartNeverReachedTheDiskIsATornEnd() throws IOException {
    try (Journal journal = open(JournalSettings.defaults(), new ArrayList<>())) {
      journal.append(List.of("kept".getBytes(UTF_8)));
      journal.append(List.of(new byte[600], new byte[600], new byte[600]));
    }
    Path file = segments().getFirst();
    byte[] whole = Files.readAllBytes(file);
    int start = ends(whole).get(0);
    Arrays.fill(whole, start, start + 512, (byte) 0);
    Files.write(file, whole);
    assertThat(replay()).containsExactly("kept");
  }

  @Test
  void aBodyThatImitatesALaterRecordDoesNotPassForOne() throws IOException {
    byte[] imitation = new byte[64];
    SegmentFormat.putFrame(ByteBuffer.wrap(imitation), 0, 3, 3, new byte[40]);
    try (Journal journal = open(JournalSettings.defaults(), new ArrayList<>())) {
      journal.append(List.of("kept".getBytes(UTF_8)));
      journal.append(List.of(imitation));
    }
    Path file = segments().getFirst();
    byte[] whole = Files.readAllBytes(file);
    whole[ends(whole).getFirst() + 5] ^= 1;
    Files.write(file, whole);
    assertThat(replay()).containsExactly("kept");
  }

  @Test
  void aFileOfANewerFormatIsRefusedInPlainWords() throws IOException {
    Path file = oneFile();
    byte[] whole = Files.readAllBytes(file);
    ByteBuffer header = ByteBuffer.wrap(whole);
    header.putInt(8, 2);
    CRC32C crc = new CRC32C();
    crc.update(whole, 0, 28);
    header.putInt(28, (int) crc.getValue());
    Files.write(file, whole);
    assertThatThrownBy(this::replay)
        .isInstanceOf(JournalTooNew.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("format 2")
        .hasMessageContaining("newer ChatX");
    assertThat(Files.readAllBytes(file)).isEqualTo(whole);
  }

  private Path oneFile() throws IOException {
    try (Journal journal = open(JournalSettings.defaults(), new ArrayList<>())) {
      for (String record : records(RECORDS)) {
        journal.append(List.of(record.getBytes(UTF_8)));
      }
    }
    assertThat(segments()).hasSize(1);
    return segments().getFirst();
  }

  private List<Path> severalFiles() throws IOException {
    try (Journal journal = open(new JournalSettings(4096), new ArrayList<>())) {
      for (String record : records(600)) {
        journal.append(List.of(record.getBytes(UTF_8)));
      }
    }
    assertThat(segments()).hasSizeGreaterThan(3);
    return segments();
  }

  private static String record(int i) {
    return "record " + "-".repeat(i % 17) + i;
  }

  private static List<String> records(int count) {
    List<String> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(record(i));
    }
    return records;
  }

  /** Where each record of an intact file ends. */
  private static List<Integer> ends(byte[] file) {
    List<Integer> ends = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(file);
    for (int at = SegmentFormat.HEADER_BYTES; at < file.length; ) {
      at += SegmentFormat.FRAME_BYTES + bytes.getInt(at);
      ends.add(at);
    }
    return ends;
  }

  private static byte[] flipped(byte[] bytes, int at, int mask) {
    byte[] flipped = bytes.clone();
    flipped[at] ^= (byte) mask;
    return flipped;
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(f -> f.toString().endsWith(SegmentName.SUFFIX)).sorted().toList();
    }
  }

  private Journal open(JournalSettings settings, List<String> to) throws IOException {
    return Journal.open(directory, settings, bytes -> to.add(new String(bytes, UTF_8)), () -> {});
  }

  private void append(String... records) throws IOException {
    try (Journal journal = open(JournalSettings.defaults(), new ArrayList<>())) {
      journal.append(Stream.of(records).map(record -> record.getBytes(UTF_8)).toList());
    }
  }

  private List<String> replay() throws IOException {
    List<String> replayed = new ArrayList<>();
    open(JournalSettings.defaults(), replayed).close();
    return replayed;
  }

  private JournalDamaged refused() {
    List<String> replayed = new ArrayList<>();
    JournalDamaged refusal =
        catchThrowableOfType(
            JournalDamaged.class, () -> open(JournalSettings.defaults(), replayed).close());
    assertThat(refusal).as("refused").isNotNull();
    assertThat(replayed).isEmpty();
    return refusal;
  }
}
