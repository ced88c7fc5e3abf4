package chatx.desktop.storage;

import chatx.protocol.ClientKey;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoomId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code outbox.mv}: unsent messages, drafts and marks. All of it is in memory too, so that reading
 * never waits, and so that a file which failed is written anew from there.
 */
final class PersonalFile implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PersonalFile.class);

  private static final List<String> MAPS = List.of("outbox", "drafts", "marks");

  /** How many unsent messages are kept, and how many characters they may have together. */
  private static final int MOST_ENTRIES = 1_000;

  private static final int MOST_CHARACTERS = 8 << 20;

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(15);

  private final String disk;
  private final Path file;
  private final Clock clock;
  private final Notices notices;
  private final Later later = new Later("outbox", this::writeWaiting);

  /** By the order in which they were written. */
  private final Map<ClientKey, Kept> outbox = new LinkedHashMap<>();

  private final Map<RoomId, String> drafts = new HashMap<>();
  private final Map<RoomId, RoomMarks> marks = new HashMap<>();

  /** What is newer in memory than in the file. */
  private final Set<Change> changes = new LinkedHashSet<>();

  private @Nullable StoreFile store;
  private @Nullable CommitSeal seal;
  private long lastNumber;
  private boolean closed;

  private record Kept(long number, OutboxEntry entry) {}

  private record Change(String map, String key) {}

  private PersonalFile(String disk, Path file, Clock clock, Notices notices) {
    this.disk = disk;
    this.file = file;
    this.clock = clock;
    this.notices = notices;
  }

  /**
   * Opens and reads the file.
   *
   * @throws StoreFailure when it is in use, of a newer version, or cannot be written
   */
  static PersonalFile open(String disk, Path file, Clock clock, Notices notices)
      throws StoreFailure {
    PersonalFile opened = new PersonalFile(disk, file, clock, notices);
    try {
      opened.load();
    } catch (StoreFailure failed) {
      opened.drop();
      if (failed.kind() != StoreFailure.Kind.DAMAGED) {
        throw failed;
      }
      opened.startAnew(failed);
    }
    return opened;
  }

  synchronized List<OutboxEntry> outbox() {
    return outbox.values().stream().map(Kept::entry).toList();
  }

  synchronized Optional<Problem> keep(OutboxEntry entry) {
    if (outbox.containsKey(entry.key())) {
      return update(entry);
    }
    if (isFull(entry)) {
      return Optional.of(
          problem(
              ProblemCode.QUOTA,
              "Too many messages wait to be sent. Wait until some of them are, or delete some."));
    }
    long number = ++lastNumber;
    outbox.put(entry.key(), new Kept(number, entry));
    changes.add(entryChange(number));
    Optional<Problem> problem = write(true);
    if (problem.isPresent()) {
      outbox.remove(entry.key());
    }
    return problem;
  }

  synchronized Optional<Problem> update(OutboxEntry entry) {
    Kept before = outbox.get(entry.key());
    if (before == null) {
      return Optional.empty();
    }
    switch (entry.state()) {
      case QUEUED, SENDING, FAILED -> outbox.put(entry.key(), new Kept(before.number(), entry));
      case ACCEPTED, REMOVED -> outbox.remove(entry.key());
    }
    boolean forced =
        entry.state() == OutboxState.REMOVED
            || (entry.state() == OutboxState.FAILED)
                != (before.entry().state() == OutboxState.FAILED);
    if (forced || entry.state() == OutboxState.ACCEPTED) {
      changes.add(entryChange(before.number()));
    }
    if (forced && entry.state() != OutboxState.ACCEPTED) {
      return write(true);
    }
    writeSoon();
    return Optional.empty();
  }

  synchronized Optional<String> draft(RoomId room) {
    return Optional.ofNullable(drafts.get(room));
  }

  synchronized void draft(RoomId room, String text) {
    @Nullable String before = text.isEmpty() ? drafts.remove(room) : drafts.put(room, text);
    if (!text.equals(Objects.requireNonNullElse(before, ""))) {
      changes.add(new Change("drafts", room.toString()));
      writeSoon();
    }
  }

  synchronized RoomMarks marks(RoomId room) {
    return marks.getOrDefault(room, RoomMarks.NONE);
  }

  synchronized void marks(RoomId room, RoomMarks value) {
    @Nullable RoomMarks before =
        value.equals(RoomMarks.NONE) ? marks.remove(room) : marks.put(room, value);
    if (!value.equals(Objects.requireNonNullElse(before, RoomMarks.NONE))) {
      changes.add(new Change("marks", room.toString()));
      writeSoon();
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    if (!changes.isEmpty()) {
      var _ = write(true);
    }
    closed = true;
    if (store != null) {
      store.close();
      store = null;
    }
    drop();
  }

  private void load() throws StoreFailure {
    Path sealFile = sealFile();
    try {
      long sealedVersion = Files.exists(file) ? CommitSeal.read(sealFile) : 0;
      StoreFile opened = StoreFile.open(disk, file, 0);
      store = opened;
      seal = CommitSeal.open(sealFile);
      read(opened);
      opened.checkSizes(MAPS);
      if (opened.version() < sealedVersion) {
        throw new StoreFailure(StoreFailure.Kind.DAMAGED, file + " has lost its last commits");
      }
    } catch (IOException | RuntimeException failed) {
      throw StoreFile.failure(file, failed);
    }
  }

  /** Reads all that can be read, and only then complains. */
  private void read(StoreFile opened) throws StoreFailure {
    List<StoreFailure> failures = new ArrayList<>();
    each(
        opened,
        "outbox",
        failures,
        (key, value) -> {
          OutboxEntry entry = StoredEntry.entry(value);
          long number = Long.parseLong(key, 16);
          outbox.put(entry.key(), new Kept(number, entry));
          lastNumber = Math.max(lastNumber, number);
        });
    each(opened, "drafts", failures, (key, value) -> drafts.put(StoredEntry.room(key), value));
    each(
        opened,
        "marks",
        failures,
        (key, value) -> marks.put(StoredEntry.room(key), StoredEntry.marks(value)));
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }

  private void each(StoreFile opened, String map, List<StoreFailure> failures, Reader reader) {
    try {
      opened
          .map(map)
          .forEach((key, value) -> {
            try {
              reader.read(key, StoreFile.value(key, value));
            } catch (StoreFailure damaged) {
              failures.add(damaged);
            } catch (NumberFormatException damaged) {
              failures.add(StoreFile.failure(file, damaged));
            }
          });
    } catch (RuntimeException damaged) {
      failures.add(StoreFile.failure(file, damaged));
    }
  }

  private interface Reader {
    void read(String key, String value) throws StoreFailure;
  }

  /** The damaged file stays beside the new one, which has what could be read. */
  private void startAnew(StoreFailure why) throws StoreFailure {
    try {
      Path aside = PrivateFiles.setAside(file, clock);
      Files.deleteIfExists(sealFile());
      log.warn("the outbox was damaged; it is now in {}: {}", aside, why.getMessage());
    } catch (IOException failed) {
      throw StoreFile.failure(file, failed);
    }
    notices.say(StorageNotice.OUTBOX_SET_ASIDE);
    writeAll();
  }

  private Optional<Problem> write(boolean retried) {
    try {
      StoreFile open = store;
      if (open == null) {
        writeAll();
      } else {
        for (Change change : changes) {
          apply(open, change);
        }
        commit(open);
      }
      changes.clear();
      notices.worked(file);
      return Optional.empty();
    } catch (StoreFailure | RuntimeException failed) {
      StoreFailure failure =
          failed instanceof StoreFailure known
              ? known
              : StoreFile.failure(file, (RuntimeException) failed);
      log.warn("the outbox cannot be written: {}", failure.getMessage());
      drop();
      if (failure.kind() == StoreFailure.Kind.DAMAGED && retried) {
        return writeAfterDamage(failure);
      }
      notices.failed(file, failure.kind());
      later.within(AFTER_FAILURE);
      return Optional.of(
          failure.kind() == StoreFailure.Kind.DISK_FULL
              ? problem(
                  ProblemCode.STORAGE_FULL,
                  "The disk of this computer is full. Make room on it, then send again.")
              : problem(
                  ProblemCode.UNAVAILABLE,
                  "ChatX cannot write to its folder on this computer. Check that folder, then send"
                      + " again."));
    }
  }

  private Optional<Problem> writeAfterDamage(StoreFailure failure) {
    try {
      startAnew(failure);
      changes.clear();
      return Optional.empty();
    } catch (StoreFailure _) {
      return write(false);
    }
  }

  /** Opens the file again and makes it say what memory says. */
  private void writeAll() throws StoreFailure {
    StoreFile opened = StoreFile.open(disk, file, 0);
    store = opened;
    try {
      seal = CommitSeal.open(sealFile());
      for (String name : MAPS) {
        for (String key : List.copyOf(opened.map(name).keySet())) {
          apply(opened, new Change(name, key));
        }
      }
      outbox.values().forEach(kept -> apply(opened, entryChange(kept.number())));
      drafts.keySet().forEach(room -> apply(opened, new Change("drafts", room.toString())));
      marks.keySet().forEach(room -> apply(opened, new Change("marks", room.toString())));
    } catch (IOException | RuntimeException failed) {
      throw StoreFile.failure(file, failed);
    }
    commit(opened);
  }

  private void commit(StoreFile open) throws StoreFailure {
    long version = open.commit(true);
    Objects.requireNonNull(seal).set(version);
  }

  private void apply(StoreFile open, Change change) {
    MVMap<String, String> map = open.map(change.map());
    Optional<String> value = valueOf(change);
    if (value.isPresent()) {
      StoreFile.put(map, change.key(), value.get());
    } else {
      map.remove(change.key());
    }
  }

  private Optional<String> valueOf(Change change) {
    try {
      return switch (change.map()) {
        case "outbox" ->
            entry(Long.parseLong(change.key(), 16)).map(entry -> StoredEntry.write(entry));
        case "drafts" -> Optional.ofNullable(drafts.get(StoredEntry.room(change.key())));
        default ->
            Optional.ofNullable(marks.get(StoredEntry.room(change.key())))
                .map(value -> StoredEntry.write(value));
      };
    } catch (StoreFailure | NumberFormatException _) {
      return Optional.empty();
    }
  }

  private Optional<OutboxEntry> entry(long number) {
    return outbox.values().stream()
        .filter(kept -> kept.number() == number)
        .map(Kept::entry)
        .findFirst();
  }

  private synchronized void writeWaiting() {
    if (!closed && !changes.isEmpty()) {
      var _ = write(true);
    }
  }

  private void writeSoon() {
    if (!closed) {
      later.within(SOON);
    }
  }

  /** Lets go of the file without a word; memory stays. */
  private void drop() {
    if (store != null) {
      store.drop();
      store = null;
    }
    if (seal != null) {
      seal.close();
      seal = null;
    }
  }

  private boolean isFull(OutboxEntry more) {
    long characters = more.body().length();
    for (Kept kept : outbox.values()) {
      characters += kept.entry().body().length();
    }
    return outbox.size() >= MOST_ENTRIES || characters > MOST_CHARACTERS;
  }

  private Path sealFile() {
    return file.resolveSibling("outbox.seal");
  }

  private static Change entryChange(long number) {
    return new Change("outbox", HexFormat.of().toHexDigits(number));
  }

  private static Problem problem(ProblemCode code, String message) {
    return new Problem(code, message, AccountStore.THIS_COMPUTER, null, null);
  }
}
