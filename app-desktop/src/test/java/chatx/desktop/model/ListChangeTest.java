package chatx.desktop.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ListChangeTest {
  private record Item(int key, int value) {}

  private int removed;
  private int added;

  private ObservableList<Item> observed(List<Item> items) {
    ObservableList<Item> list = FXCollections.observableArrayList(items);
    list.addListener(
        (ListChangeListener<Item>)
            change -> {
              while (change.next()) {
                removed += change.getRemovedSize();
                added += change.getAddedSize();
              }
            });
    return list;
  }

  @RepeatedTest(50)
  void anyListBecomesAnyOther(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    ObservableList<Item> list = observed(some(random));
    for (int i = 0; i < 20; i++) {
      List<Item> wanted = some(random);
      ListChange.apply(list, wanted, Item::key);
      assertThat(list).isEqualTo(wanted);
    }
  }

  @Test
  void whatStaysIsLeftAlone() {
    ObservableList<Item> list = observed(List.of(new Item(1, 0), new Item(2, 0), new Item(3, 0)));

    ListChange.apply(
        list, List.of(new Item(0, 0), new Item(2, 0), new Item(3, 1), new Item(4, 0)), Item::key);

    assertThat(removed).isEqualTo(2);
    assertThat(added).isEqualTo(3);
  }

  @Test
  void oneThatMovesMovesAlone() {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      items.add(new Item(i, 0));
    }
    ObservableList<Item> list = observed(items);
    items.addFirst(items.remove(70));

    ListChange.apply(list, items, Item::key);

    assertThat(list).isEqualTo(items);
    assertThat(removed).isEqualTo(1);
    assertThat(added).isEqualTo(1);
  }

  private static List<Item> some(Random random) {
    List<Item> items = new ArrayList<>();
    for (int key = 0; key < 40; key++) {
      if (random.nextInt(3) > 0) {
        items.add(new Item(key, random.nextInt(2)));
      }
    }
    if (random.nextBoolean()) {
      Collections.shuffle(items, random);
    }
    return items;
  }
}
