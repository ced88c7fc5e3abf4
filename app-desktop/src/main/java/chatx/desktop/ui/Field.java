package chatx.desktop.ui;

import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * Something to type into, with its name above and beneath it what helps, or what is wrong with it.
 * FX thread only.
 */
public final class Field extends VBox {
  private static final String INVALID = "invalid";

  private final TextInputControl input;

  public Field(TextInputControl input, String id, String words, StringProperty value) {
    this.input = input;
    input.setId(id);
    input.setAccessibleText(words);
    input.textProperty().bindBidirectional(value);
    var label = new Label(words);
    label.setLabelFor(input);
    label.setWrapText(true);
    label.getStyleClass().add("field-label");
    getChildren().setAll(label, input);
    getStyleClass().add("field");
  }

  /** Stands there always. */
  public Field hint(String words) {
    getChildren().add(line(words, "field-hint"));
    return this;
  }

  /** What is wrong and what to do; an empty text takes it away. */
  public Field problem(ObservableValue<String> words) {
    Label problem = line("", "field-problem");
    problem.setId(input.getId() + "-problem");
    problem.textProperty().bind(words);
    problem.visibleProperty().bind(words.map(text -> !text.isEmpty()));
    problem.managedProperty().bind(problem.visibleProperty());
    words.subscribe(text -> {
      input.getStyleClass().remove(INVALID);
      if (!text.isEmpty()) {
        input.getStyleClass().add(INVALID);
      }
      input.setAccessibleHelp(text);
    });
    getChildren().add(problem);
    return this;
  }

  public TextInputControl input() {
    return input;
  }

  private static Label line(String words, String styleClass) {
    var label = new Label(words);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    label.getStyleClass().add(styleClass);
    return label;
  }
}
