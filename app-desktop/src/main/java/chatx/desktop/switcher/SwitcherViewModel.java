package chatx.desktop.switcher;

import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * Which rooms a few letters mean. With nothing typed: mentions, then unread, then the latest. FX
 * thread only.
 */
public final class SwitcherViewModel {
  private static final int MOST = 50;
  private static final int NO_MATCH = -1;
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Comparator<SwitchTarget> LIKELIEST =
      Comparator.comparing((SwitchTarget target) -> target.mentions() == 0)
          .thenComparing(target -> target.unread() == 0)
          .thenComparing(Comparator.comparingLong(SwitchTarget::lastActivity).reversed())
          .thenComparing(SwitchTarget::name);

  private final List<SwitchTarget> targets;
  private final Consumer<SwitchTarget> go;
  private final StringProperty query = new SimpleStringProperty("");
  private final IntegerProperty selected = new SimpleIntegerProperty(NO_MATCH);
  private final ObservableList<SwitchTarget> found = FXCollections.observableArrayList();

  public SwitcherViewModel(List<SwitchTarget> targets, Consumer<SwitchTarget> go) {
    this.targets = List.copyOf(targets);
    this.go = go;
    query.subscribe(_ -> search());
  }

  public StringProperty queryProperty() {
    return query;
  }

  /** The best first. */
  public ObservableList<SwitchTarget> found() {
    return found;
  }

  /** The place in {@link #found}; -1 when that is empty. */
  public IntegerProperty selectedProperty() {
    return selected;
  }

  /** Whether there is anywhere to go at all. */
  public boolean hasTargets() {
    return !targets.isEmpty();
  }

  /** Moves the selection, round at the ends. */
  public void move(int steps) {
    if (!found.isEmpty()) {
      selected.set(Math.floorMod(selected.get() + steps, found.size()));
    }
  }

  /** Goes to what is selected; false when there is nothing. */
  public boolean accept() {
    int at = selected.get();
    if (at < 0 || at >= found.size()) {
      return false;
    }
    go.accept(found.get(at));
    return true;
  }

  private void search() {
    String wanted = plain(query.get().strip());
    if (wanted.startsWith("#")) {
      wanted = wanted.substring(1);
    }
    String text = wanted;
    List<SwitchTarget> best =
        targets.stream()
            .map(target -> new Hit(target, text.isEmpty() ? 0 : rank(plain(target.name()), text)))
            .filter(hit -> hit.rank() != NO_MATCH)
            .sorted(Comparator.comparingInt(Hit::rank).thenComparing(Hit::target, LIKELIEST))
            .limit(MOST)
            .map(Hit::target)
            .toList();
    found.setAll(best);
    selected.set(best.isEmpty() ? NO_MATCH : 0);
  }

  private record Hit(SwitchTarget target, int rank) {}

  /** Whole name, its start, the start of a word in it, within it, its letters in order; or none. */
  static int rank(String name, String wanted) {
    if (name.equals(wanted)) {
      return 0;
    }
    int at = name.indexOf(wanted);
    if (at == 0) {
      return 1;
    }
    for (int i = at; i > 0; i = name.indexOf(wanted, i + 1)) {
      if (!Character.isLetterOrDigit(name.charAt(i - 1))) {
        return 2;
      }
    }
    return at > 0 ? 3 : inOrder(name, wanted) ? 4 : NO_MATCH;
  }

  private static boolean inOrder(String name, String wanted) {
    int at = 0;
    for (int i = 0; i < name.length() && at < wanted.length(); i++) {
      if (name.charAt(i) == wanted.charAt(at)) {
        at++;
      }
    }
    return at == wanted.length();
  }

  /** Without case and accents, so that "cafe" finds "Café". */
  private static String plain(String text) {
    return MARKS
        .matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
        .replaceAll("")
        .toLowerCase(Locale.ROOT);
  }
}
