package chatx.desktop.conversation;

/**
 * A place between two characters of a conversation.
 *
 * @param row the row's key
 * @param passage which of the row's passages, from 0
 * @param offset characters of the passage, as shown, in front of it
 */
record TextPosition(String row, int passage, int offset) {}
