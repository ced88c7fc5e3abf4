package chatx.desktop.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.collections.ObservableList;

/**
 * Turns an observable list into another one with the fewest changes a view would notice: what is in
 * both by key and in the same order stays where it is, and is only set when it is not equal.
 */
final class ListChange {
  private ListChange() {}

  /** Makes {@code list} equal to {@code wanted}; keys are unique in each. */
  static <T> void apply(ObservableList<T> list, List<T> wanted, Function<T, ?> key) {
    int[] kept = kept(list, wanted, key);
    int at = 0;
    int next = 0;
    int shift = 0;
    while (next < wanted.size() || at < list.size()) {
      int run = next;
      while (run < wanted.size() && kept[run] < 0) {
        run++;
      }
      int until = run < wanted.size() ? kept[run] + shift : list.size();
      if (until > at) {
        list.remove(at, until);
        shift -= until - at;
      }
      if (run > next) {
        list.addAll(at, wanted.subList(next, run));
        shift += run - next;
        at += run - next;
      }
      if (run < wanted.size()) {
        if (!list.get(at).equals(wanted.get(run))) {
          list.set(at, wanted.get(run));
        }
        at++;
        run++;
      }
      next = run;
    }
  }

  /** For each wanted element the place of the one that stays for it, rising; -1 where none does. */
  private static <T> int[] kept(List<T> list, List<T> wanted, Function<T, ?> key) {
    Map<Object, Integer> places = HashMap.newHashMap(list.size());
    for (int i = 0; i < list.size(); i++) {
      places.put(key.apply(list.get(i)), i);
    }
    int[] place = new int[wanted.size()];
    int[] before = new int[wanted.size()];
    int[] tails = new int[wanted.size()];
    int longest = 0;
    for (int i = 0; i < place.length; i++) {
      place[i] = places.getOrDefault(key.apply(wanted.get(i)), -1);
      if (place[i] < 0) {
        continue;
      }
      int low = 0;
      int high = longest;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (place[tails[middle]] < place[i]) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      before[i] = low == 0 ? -1 : tails[low - 1];
      tails[low] = i;
      longest = Math.max(longest, low + 1);
    }
    int[] kept = new int[place.length];
    Arrays.fill(kept, -1);
    for (int i = longest == 0 ? -1 : tails[longest - 1]; i >= 0; i = before[i]) {
      kept[i] = place[i];
    }
    return kept;
  }
}
