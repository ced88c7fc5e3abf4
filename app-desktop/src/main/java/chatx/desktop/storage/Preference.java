package chatx.desktop.storage;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A setting: its name in the file, what it is when nobody has chosen, and how it is written. Equal
 * by identity: make each one once, as a constant.
 */
public final class Preference<T> {
  private final String name;
  private final T initial;
  private final Function<T, String> write;
  private final Function<String, Optional<T>> read;

  private Preference(
      String name, T initial, Function<T, String> write, Function<String, Optional<T>> read) {
    this.name = name;
    this.initial = initial;
    this.write = write;
    this.read = read;
  }

  /** Yes or no. */
  public static Preference<Boolean> flag(String name, boolean initial) {
    return new Preference<>(
        name,
        initial,
        String::valueOf,
        text ->
            switch (text) {
              case "true" -> Optional.of(true);
              case "false" -> Optional.of(false);
              default -> Optional.empty();
            });
  }

  /** A whole number; one outside of the range counts as not chosen. */
  public static Preference<Integer> number(String name, int initial, int least, int most) {
    return new Preference<>(
        name,
        initial,
        String::valueOf,
        text -> {
          try {
            int value = Integer.parseInt(text);
            return value < least || value > most ? Optional.empty() : Optional.of(value);
          } catch (NumberFormatException _) {
            return Optional.empty();
          }
        });
  }

  /** One of a few; written as the constant's name in lower case. */
  public static <E extends Enum<E>> Preference<E> choice(String name, E initial) {
    E[] all = initial.getDeclaringClass().getEnumConstants();
    return new Preference<>(
        name,
        initial,
        value -> value.name().toLowerCase(Locale.ROOT),
        text -> Arrays.stream(all).filter(one -> one.name().equalsIgnoreCase(text)).findFirst());
  }

  /** Any text. */
  public static Preference<String> text(String name, String initial) {
    return new Preference<>(name, initial, text -> text, Optional::of);
  }

  /**
   * A type of one's own.
   *
   * @param read empty for a text that is none; such a setting counts as not chosen
   */
  public static <T> Preference<T> of(
      String name, T initial, Function<T, String> write, Function<String, Optional<T>> read) {
    return new Preference<>(name, initial, write, read);
  }

  public String name() {
    return name;
  }

  /** What holds when nobody has chosen. */
  public T initial() {
    return initial;
  }

  String write(T value) {
    return write.apply(value);
  }

  Optional<T> read(String text) {
    return read.apply(text);
  }

  @Override
  public String toString() {
    return name;
  }
}
