package chatx.desktop.settings;

import chatx.desktop.ui.Texts;
import java.util.Locale;

/** All settings, in the order in which they are shown. */
enum Setting {
  THEME(Section.LOOK),
  TEXT_SIZE(Section.LOOK),
  DENSITY(Section.LOOK),
  REDUCED_MOTION(Section.LOOK),
  LANGUAGE(Section.LOOK),
  ENTER_SENDS(Section.WRITING),
  NOTIFICATIONS(Section.NOTIFICATIONS),
  DO_NOT_DISTURB(Section.NOTIFICATIONS),
  HOSTING(Section.HOST),
  NETWORK(Section.NETWORK),
  SESSIONS(Section.ACCOUNT),
  PASSWORD(Section.ACCOUNT),
  SIGN_OUT(Section.ACCOUNT),
  ABOUT(Section.ABOUT);

  /** Headings. */
  enum Section {
    LOOK,
    WRITING,
    NOTIFICATIONS,
    HOST,
    NETWORK,
    ACCOUNT,
    ABOUT;

    String title(Texts texts) {
      return texts.get("settings.section." + name().toLowerCase(Locale.ROOT));
    }
  }

  private final Section section;

  Setting(Section section) {
    this.section = section;
  }

  Section section() {
    return section;
  }

  String title(Texts texts) {
    return texts.get("settings." + key());
  }

  String hint(Texts texts) {
    return texts.get("settings." + key() + ".hint");
  }

  /** Other words that people look for. */
  private String alsoCalled(Texts texts) {
    return texts.get("settings." + key() + ".also");
  }

  boolean fits(Texts texts, String query) {
    String all =
        String.join(" ", title(texts), hint(texts), alsoCalled(texts), section.title(texts));
    String plain = all.toLowerCase(texts.locale());
    for (String word : query.toLowerCase(texts.locale()).strip().split("\\s+", -1)) {
      if (!plain.contains(word)) {
        return false;
      }
    }
    return true;
  }

  private String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
