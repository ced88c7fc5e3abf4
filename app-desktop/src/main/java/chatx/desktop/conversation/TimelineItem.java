package chatx.desktop.conversation;

import chatx.desktop.model.TimelineRow;

/**
 * A row as the list shows it. Flowless sees a change of height only when the item is another, so
 * what changes a height is part of it.
 *
 * @param unfolded whether a long message is shown to its end
 * @param generation how often all rows had to be built anew, such as for another size of text
 */
record TimelineItem(TimelineRow row, boolean unfolded, int generation) {}
