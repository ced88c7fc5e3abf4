package chatx.desktop.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The settings of this computer's user, in {@code preferences.json}. Written a moment after the
 * first of some changes and when closed, always as a whole. Any thread.
 *
 * <p>What a newer version wrote and this one does not know stays in the file.
 */
public final class Preferences implements AutoCloseable {
  public static final Preference<ThemeChoice> THEME =
      Preference.choice("theme", ThemeChoice.SYSTEM);

  /** In percent. */
  public static final Preference<Integer> TEXT_SIZE = Preference.number("textSize", 100, 75, 200);

  public static final Preference<Density> DENSITY =
      Preference.choice("density", Density.COMFORTABLE);

  /** A language tag such as {@code de}; empty for the system's. */
  public static final Preference<String> LOCALE = Preference.text("locale", "");

  public static final Preference<Boolean> ENTER_SENDS = Preference.flag("enterSends", true);
  public static final Preference<Boolean> NOTIFICATIONS = Preference.flag("notifications", true);
  public static final Preference<Boolean> DO_NOT_DISTURB = Preference.flag("doNotDisturb", false);
  public static final Preference<Boolean> REDUCED_MOTION = Preference.flag("reducedMotion", false);
  public static final Preference<Boolean> MEMBER_LIST_VISIBLE =
      Preference.flag("memberListVisible", true);

  /** {@link WindowGeometry#NONE} before a window was closed for the first time. */
  public static final Preference<WindowGeometry> WINDOW =
      Preference.of("window", WindowGeometry.NONE, WindowGeometry::written, WindowGeometry::read);

  /** Whether the server inside this app runs when the app does. */
  public static final Preference<Boolean> HOSTING = Preference.flag("hosting", true);

  /** Whether people on the same network find that server by themselves. */
  public static final Preference<Boolean> VISIBLE = Preference.flag("visible", true);

  /** What the person called themselves at first. */
  public static final Preference<String> DISPLAY_NAME = Preference.text("displayName", "");

  /** The account that was shown last, an {@link AccountId}; empty for none. */
  public static final Preference<String> LAST_ACCOUNT = Preference.text("lastAccount", "");

  /** The room that was open last, a {@code RoomId}; empty for none. */
  public static final Preference<String> LAST_ROOM = Preference.text("lastRoom", "");

  private static final Logger log = LoggerFactory.getLogger(Preferences.class);
  private static final int FORMAT = 1;

  /** Changes of a dragged window or slider are written together. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final Object lock = new Object();
  private final Path file;

  /** Only with the {@link #lock}, as {@link #changed}. */
  private final ObjectNode content;

  private final Set<StorageNotice> notices;
  private final Map<Preference<?>, CopyOnWriteArrayList<Runnable>> listeners =
      new ConcurrentHashMap<>();
  private final Later later = new Later("preferences", this::write);
  private boolean changed;

  private Preferences(Path file, ObjectNode content, Set<StorageNotice> notices) {
    this.file = file;
    this.content = content;
    this.notices = notices;
  }

  /** Reads the file; a damaged one is set aside, which {@link #notices} says. */
  public static Preferences open(AppFolder folder, Clock clock) {
    return open(folder.path().resolve("preferences.json"), clock);
  }

  static Preferences open(Path file, Clock clock) {
    Set<StorageNotice> notices = EnumSet.noneOf(StorageNotice.class);
    ObjectNode content = StoredJson.object();
    try {
      Optional<ObjectNode> read = StoredJson.read(file);
      if (read.isPresent()) {
        content = read.get();
      } else {
        Path aside = PrivateFiles.setAside(file, clock);
        log.warn("the settings were damaged; they are now in {}", aside);
        notices.add(StorageNotice.PREFERENCES_SET_ASIDE);
      }
    } catch (IOException unreadable) {
      log.warn("the settings cannot be read: {}", unreadable.toString());
      notices.add(StorageNotice.DISK_FAILED);
    }
    return new Preferences(file, content, notices);
  }

  /** What opening found to say; empty when all is well. */
  public Set<StorageNotice> notices() {
    return Set.copyOf(notices);
  }

  public <T> T get(Preference<T> preference) {
    synchronized (lock) {
      JsonNode value = values().path(preference.name());
      return value.isString()
          ? preference.read(value.stringValue()).orElse(preference.initial())
          : preference.initial();
    }
  }

  /** Changes a setting, and tells its listeners on the calling thread when it is another now. */
  public <T> void set(Preference<T> preference, T value) {
    synchronized (lock) {
      if (get(preference).equals(value)) {
        return;
      }
      values().put(preference.name(), preference.write(value));
      changed = true;
      later.within(PATIENCE);
    }
    for (Runnable listener : listeners.getOrDefault(preference, new CopyOnWriteArrayList<>())) {
      listener.run();
    }
  }

  /**
   * Tells of every change from now on, on the thread that made it.
   *
   * @return ends that
   */
  public <T> Runnable listen(Preference<T> preference, Consumer<T> listener) {
    CopyOnWriteArrayList<Runnable> all =
        listeners.computeIfAbsent(preference, _ -> new CopyOnWriteArrayList<>());
    Runnable told = () -> listener.accept(get(preference));
    all.add(told);
    return () -> all.remove(told);
  }

  /** Writes now what was changed. */
  @Override
  public void close() {
    write();
  }

  private void write() {
    synchronized (lock) {
      if (!changed) {
        return;
      }
      try {
        content.put("format", Math.max(FORMAT, StoredJson.format(content)));
        StoredJson.write(file, content);
        changed = false;
      } catch (IOException failed) {
        log.warn("the settings cannot be written: {}", failed.toString());
      }
    }
  }

  private ObjectNode values() {
    if (content.path("settings") instanceof ObjectNode settings) {
      return settings;
    }
    return content.putObject("settings");
  }
}
