package chatx.desktop.conversation;

import chatx.desktop.model.Block;
import chatx.desktop.model.Span;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** Shows where a link leads before anything is opened. */
final class LinkQuestion {
  private static final Set<String> SCHEMES = Set.of("http", "https", "mailto");
  private final Dialogs dialogs;
  private final Texts texts;
  private final Consumer<URI> browser;

  LinkQuestion(Dialogs dialogs, Texts texts, Consumer<URI> browser) {
    this.dialogs = dialogs;
    this.texts = texts;
    this.browser = browser;
  }

  void ask(Span.Link link) {
    var target = link.target();
    String scheme = target.getScheme();
    if (scheme == null || !SCHEMES.contains(scheme)) {
      return;
    }
    String address = SafeText.oneLine(target.toASCIIString());
    String shown = Passage.of(List.of(paragraph(link))).getFirst().text();
    var leads = new Label(texts.get("conversation.link_leads"));
    leads.getStyleClass().add("dialog-text");
    var where = new Label(address);
    where.setId("link-target");
    where.setWrapText(true);
    where.getStyleClass().addAll("link-target", "mono");
    // A wrapped label tells its height only to those who ask for its width, which a dialog does
    // not.
    where
        .widthProperty()
        .subscribe(width -> where.setMinHeight(where.prefHeight(width.doubleValue())));
    var body = new VBox(leads, where);
    body.setSpacing(8);
    body.getStylesheets().add(Theme.css(LinkQuestion.class, "conversation.css"));
    if (!shown.equals(address) && !address.endsWith("//" + shown)) {
      var says = new Label(texts.get("conversation.link_shown", SafeText.oneLine(shown)));
      says.setWrapText(true);
      says.getStyleClass().add("dialog-text");
      body.getChildren().add(says);
    }
    var dialog = dialogs.panel(texts.get("conversation.link_title"), body);
    dialog.cancel();
    var _ =
        dialog.button(
            texts.get("conversation.copy_link"),
            () -> {
              SelectionMouse.put(address);
              dialog.close();
            });
    var open =
        dialog.action(
            texts.get("conversation.link_open"),
            () -> {
              dialog.close();
              browser.accept(target);
            });
    open.setId("link-open");
    dialog.focusOn(open).show();
  }

  private static Block.Paragraph paragraph(Span.Link link) {
    return new Block.Paragraph(link.spans());
  }
}
