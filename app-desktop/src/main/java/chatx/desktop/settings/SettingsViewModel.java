package chatx.desktop.settings;

import chatx.desktop.storage.Preference;
import chatx.desktop.storage.Preferences;
import chatx.desktop.ui.Texts;
import java.util.EnumSet;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The settings and the search among them. A choice counts at once. FX thread only. */
public final class SettingsViewModel {
  private final Texts texts;
  private final Preferences preferences;
  private final StringProperty query = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<Set<Setting>> shown =
      new ReadOnlyObjectWrapper<>(EnumSet.allOf(Setting.class));

  public SettingsViewModel(Texts texts, Preferences preferences) {
    this.texts = texts;
    this.preferences = preferences;
    query.subscribe(_ -> search());
  }

  public StringProperty queryProperty() {
    return query;
  }

  /** What fits the search. */
  ReadOnlyObjectProperty<Set<Setting>> shownProperty() {
    return shown.getReadOnlyProperty();
  }

  <T> T get(Preference<T> preference) {
    return preferences.get(preference);
  }

  <T> void set(Preference<T> preference, T value) {
    preferences.set(preference, value);
  }

  private void search() {
    Set<Setting> found = EnumSet.noneOf(Setting.class);
    for (Setting setting : Setting.values()) {
      if (query.get().isBlank() || setting.fits(texts, query.get())) {
        found.add(setting);
      }
    }
    shown.set(found);
  }
}
