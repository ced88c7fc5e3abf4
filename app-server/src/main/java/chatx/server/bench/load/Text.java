package chatx.server.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The words of a message: who sent it, its number and when it was due, in digits, and dots up to
 * 132 bytes. Written and read without making objects.
 */
final class Text {
  static final int LENGTH = 132;

  private static final int ROOM = 0;
  private static final int SENDER = 6;
  private static final int NUMBER = 10;
  private static final int DUE = 22;
  private static final int END = 42;

  private Text() {}

  /** A template, to be filled by {@link #write}. */
  static byte[] template() {
    byte[] text = new byte[LENGTH];
    Arrays.fill(text, (byte) '.');
    return text;
  }

  static void write(byte[] to, int at, int room, int sender, long number, long due) {
    digits(to, at + ROOM, at + SENDER, room);
    digits(to, at + SENDER, at + NUMBER, sender);
    digits(to, at + NUMBER, at + DUE, number);
    digits(to, at + DUE, at + END, due);
  }

  static int room(byte[] from, int at) {
    return (int) number(from, at + ROOM, at + SENDER);
  }

  static int sender(byte[] from, int at) {
    return (int) number(from, at + SENDER, at + NUMBER);
  }

  static long number(byte[] from, int at) {
    return number(from, at + NUMBER, at + DUE);
  }

  static long due(byte[] from, int at) {
    return number(from, at + DUE, at + END);
  }

  /** Right-aligned, with zeros in front. */
  static void digits(byte[] to, int from, int end, long value) {
    long rest = value;
    for (int i = end - 1; i >= from; i--) {
      to[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  /** Minus one when something else than digits is there. */
  static long number(byte[] bytes, int from, int end) {
    long value = 0;
    for (int i = from; i < end; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
