package chatx.protocol.codec;

/**
 * A server sent something that is not a frame of this protocol: a broken or a foreign server. A
 * client closes the connection; trying the same again does not help.
 */
public final class BadFrameException extends RuntimeException {
  BadFrameException(String message) {
    super(message);
  }
}
