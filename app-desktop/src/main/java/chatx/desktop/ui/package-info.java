/** What all screens are made of: theme, texts, icons, avatars, emoji, keys, dialogs, toasts. */
@NullMarked
package chatx.desktop.ui;

import org.jspecify.annotations.NullMarked;
