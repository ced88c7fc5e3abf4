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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What opening makes of files that a crash, a bad disk or a person has changed (R3). */
class JournalRecoveryTest {
  private static final int RECORDS = 100;

  @TempDir Path directory;

  @Test
  void replaysWhatWasAppendedInOrder() throws IOException {
    append("one", "two");
    append("three");
    assertThat(replay()).containsExactly("one", "two", "three");
    assertThat(replay()).containsExactly("one", "two", "three");
  }

  @Test
  void keepsEmptyAndLargeRecords() throws IOException {
    String large = "x".repeat(1_000_000);
    append("", large, "", large, "end");
    assertThat(replay()).containsExactly("", large, "", large, "end");
  }

  @Test
  void goesOnWithLaterFilesOverManyRestarts() throws IOException {
    List<String> all = new ArrayList<>();
    for (int life = 0; life < 30; life++) {
      assertThat(replay()).isEqualTo(all);
      append("a" + life);
      append("b" + life, "c" + life);
      all.addAll(List.of("a" + life, "b" + life, "c" + life));
    }
    assertThat(replay()).isEqualTo(all);
  }

  @Test
  void restartsDoNotWriteEverOlderRecordsAgain() throws IOException {
    for (int life = 0; life < 20; life++) {
      append("a" + life);
    }
    // Header, the record before, the new one.
    assertThat(segments()).last().satisfies(file -> assertThat(file).hasSize(32 + 2 * (24 + 3)));
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
                new Recovery(
                    kept.size(), end == cut ? null : new TornTail(file, end, cut - end)));
      }
    }
  }

  @Test
  void afterATornEndAppendsAndRestartsGoOn() throws IOException {
    Path file = oneFile();
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 7));
    append("after");
    List<String> expected = new ArrayList<>(records(RECORDS - 1));
    expected.add("after");
    assertThat(replay()).isEqualTo(expected);
    append("again");
    expected.add("again");
    assertThat(replay()).isEqualTo(expected);
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
    Path first = oneFile();
    append("next");
    append("last");
    byte[] whole = Files.readAllBytes(first);
    // The first file's last batch was written again to the next one; the batches before it count.
    int start = ends(whole).get(RECORDS - 3);
    Files.write(first, flipped(whole, start + 30, 1));
    assertThat(refused().offset()).isEqualTo(start);
    Files.write(first, Arrays.copyOf(whole, start + 5));
    assertThat(refused().offset()).isEqualTo(start);
  }

  @Test
  void aMissingFileBetweenOthersIsRefused() throws IOException {
    for (int i = 0; i < 4; i++) {
      append("a" + i);
      append("b" + i);
    }
    Files.delete(segments().get(1));
    assertThat(refused().file()).isEqualTo(segments().get(0));
  }

  @Test
  void aDamagedHeaderIsRefusedAndOneCutShortAtBirthIsNot() throws IOException {
    Path file = oneFile();
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < SegmentFormat.HEADER_BYTES; at++) {
      Files.write(file, flipped(whole, at, 0x10));
      assertThat(refused().offset()).isZero();
    }
    Files.write(file, whole);
    Path newborn = directory.resolve(SegmentName.of(2));
    for (int size = 0; size < SegmentFormat.HEADER_BYTES; size++) {
      Files.write(newborn, Arrays.copyOf(whole, size));
      assertThat(replay()).isEqualTo(records(RECORDS));
    }
    append("after");
    assertThat(replay()).hasSize(RECORDS + 1).endsWith("after");
  }

  @Test
  void aBatchWhoseFirstPartNeverReachedTheDiskIsATornEnd() throws IOException {
    append("kept");
    append("p".repeat(600), "q".repeat(600), "r".repeat(600));
    Path file = segments().getLast();
    byte[] whole = Files.readAllBytes(file);
    int start = ends(whole).get(0);
    Arrays.fill(whole, start, start + 512, (byte) 0);
    Files.write(file, whole);
    assertThat(replay()).containsExactly("kept");
  }

  @Test
  void aBodyThatImitatesALaterRecordDoesNotPassForOne() throws IOException {
    append("kept");
    byte[] fake = new byte[64];
    SegmentFormat.putFrame(ByteBuffer.wrap(fake), 0, 3, 3, new byte[40]);
    try (Journal journal = open(JournalSettings.defaults(), new ArrayList<>())) {
      journal.append(List.of(fake));
    }
    Path file = segments().getLast();
    byte[] whole = Files.readAllBytes(file);
    whole[ends(whole).getFirst()] ^= 1;
    Files.write(file, whole);
    assertThat(replay()).containsExactly("kept");
  }

  @Test
  void aFileOfANewerFormatIsRefusedInPlainWords() throws IOException {
    Path file = oneFile();
    byte[] whole = Files.readAllBytes(file);
    ByteBuffer header = ByteBuffer.wrap(whole);
    header.putInt(8, 2);
    java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
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

  @Test
  void aFailingReplayLeavesTheJournalFreeToBeOpenedAgain() throws IOException {
    append("one");
    assertThatThrownBy(
            () ->
                Journal.open(
                    directory,
                    JournalSettings.defaults(),
                    record -> {
                      throw new IllegalStateException("database gone");
                    }))
        .hasMessage("database gone");
    assertThat(replay()).containsExactly("one");
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
    return Journal.open(directory, settings, bytes -> to.add(new String(bytes, UTF_8)));
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
