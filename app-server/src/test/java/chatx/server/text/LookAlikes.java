package chatx.server.text;

import java.util.List;

/** Names that people take for each other: the first of a group, and those that imitate it. */
public final class LookAlikes {
  public static final List<List<String>> GROUPS =
      List.of(
          List.of("paypal", "paypaI", "раураl", "PAYPAL", "ρaypal", "paypaｌ"),
          List.of("anna", "аnna", "ANNA", "annа", "ａnna"),
          List.of("maria", "mаria", "marіa", "rnaria", "Mariа"),
          List.of("bob", "b0b", "BOB", "bоb", "ｂob", "bοb"),
          List.of("oscar", "0scar", "osсar", "οscar", "OSCAR"),
          List.of("will", "wiII", "wi11", "wilI", "WILL"),
          List.of("eve", "еve", "EVE", "evе", "ｅve"),
          List.of("jose", "jоse", "JOSE", "josе"),
          List.of("modern", "modem", "MODERN", "rnodern"),
          List.of("clara", "cIara", "сlara", "c1ara"),
          List.of("peter", "реter", "PETER", "pеter"),
          List.of("straße", "strasse", "STRASSE", "STRAẞE"),
          List.of("harry", "НARRY", "hаrry", "HARRY"),
          List.of("kate", "Kate", "KATE", "kаte"),
          List.of("Ivan", "іvan", "lvan", "1van"),
          List.of("hello", "he11o", "heIIo", "hell0", "HELLO"),
          List.of("office", "oﬃce", "OFFICE", "оffice"),
          List.of("coco", "сосо", "c0c0", "COCO"));

  private LookAlikes() {}
}
