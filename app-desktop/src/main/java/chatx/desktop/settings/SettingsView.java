package chatx.desktop.settings;

import atlantafx.base.controls.ToggleSwitch;
import chatx.desktop.model.HostModel;
import chatx.desktop.storage.Density;
import chatx.desktop.storage.Preference;
import chatx.desktop.storage.Preferences;
import chatx.desktop.storage.ThemeChoice;
import chatx.desktop.ui.Dialog;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.Icons;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** One page with a search above it; every choice counts at once. */
public final class SettingsView {
  private static final int TEXT_STEP = 10;
  private static final int SMALLEST_TEXT = 80;
  private static final int LARGEST_TEXT = 200;

  private final Texts texts;
  private final SettingsViewModel model;
  private final TextField search = new TextField();
  private final Map<Setting, Region> rows = new EnumMap<>(Setting.class);
  private final Map<Setting.Section, VBox> sections = new EnumMap<>(Setting.Section.class);
  private final Label nothing = new Label();
  private final VBox root = new VBox();

  /**
   * @param accounts those that are signed in, in the order of the rail
   * @param host the server inside this app, which need not be there
   * @param version of this app
   */
  public SettingsView(
      Texts texts,
      SettingsViewModel model,
      Dialogs dialogs,
      List<AccountViewModel> accounts,
      HostDesk host,
      String version) {
    this.texts = texts;
    this.model = model;
    search.setId("settings-search");
    search.setPromptText(texts.get("settings.search"));
    search.setAccessibleText(texts.get("settings.search"));
    search.textProperty().bindBidirectional(model.queryProperty());
    nothing.setText(texts.get("settings.nothing"));
    nothing.setWrapText(true);
    nothing.getStyleClass().add("muted");
    root.getChildren().setAll(search, nothing);
    for (Setting setting : Setting.values()) {
      Region row =
          switch (setting) {
            case THEME -> row(setting, choice(setting, Preferences.THEME, ThemeChoice.values()));
            case TEXT_SIZE -> row(setting, textSize());
            case DENSITY -> row(setting, choice(setting, Preferences.DENSITY, Density.values()));
            case REDUCED_MOTION -> row(setting, flag(setting, Preferences.REDUCED_MOTION));
            case LANGUAGE -> row(setting, language());
            case ENTER_SENDS -> row(setting, flag(setting, Preferences.ENTER_SENDS));
            case NOTIFICATIONS -> row(setting, flag(setting, Preferences.NOTIFICATIONS));
            case DO_NOT_DISTURB -> row(setting, flag(setting, Preferences.DO_NOT_DISTURB));
            case HOSTING -> hosting(setting, host);
            case NETWORK -> row(setting, checkNetwork(host));
            case SESSIONS -> accountRow(setting, accounts, AccountViews.sessions(texts));
            case PASSWORD -> accountRow(setting, accounts, AccountViews.password(texts));
            case SIGN_OUT -> accountRow(setting, accounts, AccountViews.signOut(texts, dialogs));
            case ABOUT -> about(setting, version);
          };
      put(setting, row);
    }
    root.getStyleClass().add("settings");
    root.getStylesheets().add(Theme.css(SettingsView.class, "settings.css"));
    Set<Setting.Section> missing = EnumSet.noneOf(Setting.Section.class);
    if (accounts.isEmpty()) {
      missing.add(Setting.Section.ACCOUNT);
    }
    if (host.model().state() == HostModel.State.NONE) {
      missing.add(Setting.Section.HOST);
    }
    model.shownProperty().subscribe(shown -> filter(shown, missing));
  }

  public static Dialog show(
      Dialogs dialogs,
      Texts texts,
      SettingsViewModel model,
      List<AccountViewModel> accounts,
      HostDesk host,
      String version) {
    var view = new SettingsView(texts, model, dialogs, accounts, host, version);
    return dialogs
        .panel(texts.get("settings.title"), view.root())
        .wide()
        .tall()
        .focusOn(view.search)
        .show();
  }

  public Region root() {
    return root;
  }

  private void filter(Set<Setting> shown, Set<Setting.Section> missing) {
    boolean any = false;
    for (Map.Entry<Setting.Section, VBox> section : sections.entrySet()) {
      boolean some = false;
      for (Setting setting : Setting.values()) {
        if (setting.section() == section.getKey()) {
          boolean visible = shown.contains(setting) && !missing.contains(setting.section());
          Region row = rows.get(setting);
          if (row != null) {
            row.setVisible(visible);
            row.setManaged(visible);
          }
          some |= visible;
        }
      }
      section.getValue().setVisible(some);
      section.getValue().setManaged(some);
      any |= some;
    }
    nothing.setVisible(!any);
    nothing.setManaged(!any);
  }

  private void put(Setting setting, Region row) {
    rows.put(setting, row);
    VBox section = sections.get(setting.section());
    if (section == null) {
      var title = new Label(setting.section().title(texts));
      title.getStyleClass().add("section-label");
      section = new VBox(title);
      section.getStyleClass().add("settings-section");
      sections.put(setting.section(), section);
      root.getChildren().add(section);
    }
    section.getChildren().add(row);
  }

  private HBox row(Setting setting, Node control) {
    VBox words = words(setting);
    HBox.setHgrow(words, Priority.ALWAYS);
    var row = new HBox(words, control);
    row.getStyleClass().add("settings-row");
    return row;
  }

  private VBox words(Setting setting) {
    var title = new Label(setting.title(texts));
    title.getStyleClass().add("settings-title");
    title.setWrapText(true);
    var hint = new Label(setting.hint(texts));
    hint.getStyleClass().add("field-hint");
    hint.setWrapText(true);
    var words = new VBox(title, hint);
    words.setMinWidth(0);
    return words;
  }

  private VBox accountRow(
      Setting setting, List<AccountViewModel> accounts, Function<AccountViewModel, Region> each) {
    var row = new VBox(words(setting));
    row.getStyleClass().add("settings-block");
    for (AccountViewModel account : accounts) {
      if (accounts.size() > 1) {
        row.getChildren().add(AccountViews.heading(account));
      }
      row.getChildren().add(each.apply(account));
    }
    return row;
  }

  private VBox hosting(Setting setting, HostDesk host) {
    var row = new VBox(words(setting), new HostView(texts, host).root());
    row.getStyleClass().add("settings-block");
    return row;
  }

  private Button checkNetwork(HostDesk host) {
    var button = new Button(texts.get("settings.network.check"), Icons.of(Feather.ACTIVITY));
    button.setId("settings-check-network");
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(_ -> host.checkNetwork());
    return button;
  }

  private Region about(Setting setting, String version) {
    var name = new Label(texts.get("settings.about.version", version));
    var credits = new Label(texts.get("settings.about.credits"));
    credits.setWrapText(true);
    credits.getStyleClass().addAll("small", "muted");
    var row = new VBox(words(setting), name, credits);
    row.getStyleClass().add("settings-block");
    return row;
  }

  private ToggleSwitch flag(Setting setting, Preference<Boolean> preference) {
    var toggle = new ToggleSwitch();
    toggle.setId("settings-" + setting.name().toLowerCase(Locale.ROOT));
    toggle.setAccessibleText(setting.title(texts));
    toggle.setSelected(model.get(preference));
    toggle.selectedProperty().subscribe(on -> model.set(preference, on));
    toggle.setMinWidth(Region.USE_PREF_SIZE);
    return toggle;
  }

  private <E extends Enum<E>> HBox choice(Setting setting, Preference<E> preference, E[] values) {
    var group = new ToggleGroup();
    var box = new HBox();
    box.getStyleClass().add("segments");
    box.setMinWidth(Region.USE_PREF_SIZE);
    String prefix = "settings." + setting.name().toLowerCase(Locale.ROOT) + ".";
    for (E value : values) {
      String key = value.name().toLowerCase(Locale.ROOT);
      var button = new ToggleButton(texts.get(prefix + key));
      button.setId("settings-" + key);
      button.setToggleGroup(group);
      button.setUserData(value);
      button.setSelected(model.get(preference) == value);
      button.setOnAction(_ -> {
        button.setSelected(true);
        model.set(preference, value);
      });
      box.getChildren().add(button);
    }
    return box;
  }

  private HBox textSize() {
    var size = new Label();
    size.getStyleClass().add("text-size");
    var smaller = Icons.button(Feather.MINUS, texts.get("keys.smaller_text"));
    smaller.setId("settings-smaller");
    var larger = Icons.button(Feather.PLUS, texts.get("keys.larger_text"));
    larger.setId("settings-larger");
    Runnable show =
        () -> {
          int percent = model.get(Preferences.TEXT_SIZE);
          size.setText(texts.get("settings.text_size.percent", percent));
          smaller.setDisable(percent <= SMALLEST_TEXT);
          larger.setDisable(percent >= LARGEST_TEXT);
        };
    smaller.setOnAction(_ -> resize(-TEXT_STEP, show));
    larger.setOnAction(_ -> resize(TEXT_STEP, show));
    show.run();
    var box = new HBox(smaller, size, larger);
    box.getStyleClass().add("stepper");
    box.setMinWidth(Region.USE_PREF_SIZE);
    return box;
  }

  private void resize(int by, Runnable show) {
    int next = Math.clamp(model.get(Preferences.TEXT_SIZE) + by, SMALLEST_TEXT, LARGEST_TEXT);
    model.set(Preferences.TEXT_SIZE, next);
    show.run();
  }

  private ChoiceBox<String> language() {
    var box = new ChoiceBox<String>();
    box.setId("settings-language");
    box.getItems().add("");
    Texts.languages().forEach(language -> box.getItems().add(language.toLanguageTag()));
    box.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(@Nullable String tag) {
            if (tag == null || tag.isEmpty()) {
              return texts.get("settings.language.system");
            }
            Locale language = Locale.forLanguageTag(tag);
            return language.getDisplayLanguage(language);
          }

          @Override
          public String fromString(String words) {
            throw new UnsupportedOperationException("nothing is typed here");
          }
        });
    box.setValue(model.get(Preferences.LOCALE));
    box.valueProperty().subscribe(tag -> model.set(Preferences.LOCALE, tag == null ? "" : tag));
    box.setAccessibleText(texts.get("settings.language"));
    box.setMinWidth(Region.USE_PREF_SIZE);
    return box;
  }
}
