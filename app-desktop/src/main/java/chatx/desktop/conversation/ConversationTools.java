package chatx.desktop.conversation;

import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.EmojiImages;
import chatx.desktop.ui.Look;
import chatx.desktop.ui.Texts;
import java.net.URI;
import java.time.Clock;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;

/**
 * What a conversation is drawn with.
 *
 * @param browser opens an address that the person has seen and agreed to
 * @param clock says what today is, and in which zone
 */
public record ConversationTools(
    Texts texts,
    EmojiImages emoji,
    Dialogs dialogs,
    ObservableValue<Look> look,
    Consumer<URI> browser,
    Clock clock) {}
