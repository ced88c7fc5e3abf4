package chatx.desktop.find;

import chatx.desktop.ui.Field;
import chatx.desktop.ui.Icons;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import javafx.beans.property.ObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.DatePicker;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/**
 * Fields and what they find, beside the conversation: Enter looks, a click or Enter on a message
 * goes to it. FX thread only.
 */
public final class FindView {
  private final Texts texts;
  private final FindViewModel model;
  private final Runnable close;
  private final TextField text = new TextField();
  private final ListView<Found> list;
  private final VBox root;

  /** The zone decides at which hour a message stands; {@code close} puts the panel away. */
  public FindView(Texts texts, FindViewModel model, ZoneId zone, Runnable close) {
    this.texts = texts;
    this.model = model;
    this.close = close;
    list = new ListView<>(model.found());
    list.setId("find-list");
    list.setAccessibleText(texts.get("find.results"));
    list.setCellFactory(_ -> new FoundCell(texts, zone));
    list.setPlaceholder(empty());
    list.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ENTER) {
            event.consume();
            openSelected();
          }
        });
    list.setOnMouseClicked(event -> {
      if (event.getButton() == MouseButton.PRIMARY) {
        openSelected();
      }
    });
    VBox.setVgrow(list, Priority.ALWAYS);
    root = new VBox(head(), fields(), problem(), list, foot());
    root.getStyleClass().add("find");
    root.getStylesheets().add(Theme.css(FindView.class, "find.css"));
    root.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE) {
            event.consume();
            close.run();
          }
        });
  }

  public Region root() {
    return root;
  }

  /** Puts the cursor into the first field. */
  public void focus() {
    text.requestFocus();
    text.selectAll();
  }

  private HBox head() {
    var title = new Label(texts.get("find.title"));
    title.getStyleClass().add("subheading");
    title.setMinWidth(0);
    title.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(title, Priority.ALWAYS);
    Button shut = Icons.button(Feather.X, texts.get("dialog.close"));
    shut.setId("find-close");
    shut.setOnAction(_ -> close.run());
    var head = new HBox(title, shut);
    head.getStyleClass().add("find-head");
    return head;
  }

  private VBox fields() {
    text.setPromptText(texts.get("find.text_prompt"));
    text.setOnAction(_ -> model.search());
    var words = new Field(text, "find-text", texts.get("find.text"), model.textProperty());
    var who = new TextField();
    who.setOnAction(_ -> model.search());
    var author = new Field(who, "find-author", texts.get("find.author"), model.authorProperty());
    var first = day("find-from", texts.get("find.from"), model.fromProperty());
    var last = day("find-until", texts.get("find.until"), model.untilProperty());
    HBox.setHgrow(first, Priority.ALWAYS);
    HBox.setHgrow(last, Priority.ALWAYS);
    var days = new HBox(first, last);
    days.getStyleClass().add("find-days");
    var go = new Button(texts.get("find.go"), Icons.of(Feather.SEARCH));
    go.setId("find-go");
    go.getStyleClass().add("accent");
    go.setMaxWidth(Double.MAX_VALUE);
    go.disableProperty().bind(model.stageProperty().isEqualTo(FindViewModel.Stage.SEARCHING));
    go.setOnAction(_ -> model.search());
    var fields = new VBox(words, author, days, go);
    fields.getStyleClass().add("find-fields");
    return fields;
  }

  private VBox day(String id, String words, ObjectProperty<@Nullable LocalDate> value) {
    var picker = new DatePicker();
    picker.setId(id);
    picker.setConverter(new Days(texts));
    picker.valueProperty().bindBidirectional(value);
    picker.setMaxWidth(Double.MAX_VALUE);
    picker.setAccessibleText(words);
    picker.getEditor().setAccessibleText(words);
    var label = new Label(words);
    label.setLabelFor(picker);
    label.getStyleClass().add("field-label");
    var box = new VBox(label, picker);
    box.setMinWidth(0);
    box.getStyleClass().add("field");
    return box;
  }

  private Label problem() {
    var problem = new Label();
    problem.setId("find-problem");
    problem.setGraphic(Icons.of(Feather.ALERT_CIRCLE));
    problem.getStyleClass().add("problem");
    problem.setWrapText(true);
    problem.setMinHeight(Region.USE_PREF_SIZE);
    problem.setMaxWidth(Double.MAX_VALUE);
    problem.textProperty().bind(model.problemProperty());
    problem.visibleProperty().bind(model.problemProperty().isNotEmpty());
    problem.managedProperty().bind(problem.visibleProperty());
    return problem;
  }

  private Button foot() {
    var more = new Button(texts.get("find.more"));
    more.setId("find-more");
    more.getStyleClass().addAll("flat", "accent");
    more.setMaxWidth(Double.MAX_VALUE);
    more.visibleProperty().bind(model.moreProperty());
    more.managedProperty().bind(more.visibleProperty());
    more.setOnAction(_ -> model.loadMore());
    return more;
  }

  private Node empty() {
    var words = new Label();
    words.setWrapText(true);
    words.getStyleClass().add("muted");
    words
        .textProperty()
        .bind(
            model
                .stageProperty()
                .map(stage ->
                    switch (stage) {
                      case ASKING -> texts.get("find.asking");
                      case SEARCHING -> texts.get("find.searching");
                      case SHOWN, NOTHING -> texts.get("find.nothing");
                    }));
    var box = new VBox(Icons.of(Feather.SEARCH), words);
    box.getStyleClass().add("empty-state");
    return box;
  }

  private void openSelected() {
    Found message = list.getSelectionModel().getSelectedItem();
    if (message != null) {
      model.open(message);
    }
  }

  /** Days as people write them in the language of the texts; what is no day counts as none. */
  private static final class Days extends StringConverter<@Nullable LocalDate> {
    private final DateTimeFormatter form;

    Days(Texts texts) {
      form = DateTimeFormatter.ofLocalizedDate(FormatStyle.SHORT).withLocale(texts.locale());
    }

    @Override
    public String toString(@Nullable LocalDate day) {
      return day == null ? "" : form.format(day);
    }

    @Override
    public @Nullable LocalDate fromString(String typed) {
      try {
        return typed.isBlank() ? null : LocalDate.parse(typed.strip(), form);
      } catch (DateTimeException _) {
        return null;
      }
    }
  }
}
