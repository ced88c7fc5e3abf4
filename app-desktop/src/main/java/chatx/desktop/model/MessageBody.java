package chatx.desktop.model;

import java.util.List;

/**
 * A message's text, read once by {@link MessageParser}. Immutable.
 *
 * @param text as it was written, for copying and editing
 * @param blocks as it is shown: bounded in number and depth, without anything that could mislead
 * @param mentionsMe whether it holds the reader's own name after an {@code @}
 * @param mentionsAll whether it holds {@code @room}
 */
public record MessageBody(
    String text, List<Block> blocks, boolean mentionsMe, boolean mentionsAll) {}
