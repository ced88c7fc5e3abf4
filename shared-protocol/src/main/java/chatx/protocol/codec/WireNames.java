package chatx.protocol.codec;

import chatx.protocol.UnknownEvent;
import chatx.protocol.WireName;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The wire names of one sealed tree, both ways. Immutable; any thread. */
public final class WireNames<T> {
  private final Map<String, Class<? extends T>> types = new LinkedHashMap<>();

  private WireNames() {}

  /**
   * Reads the sealed tree below {@code root}; a leaf without a name, or a name twice, is a bug.
   * Only {@link UnknownEvent} has none: its name is whatever came.
   */
  public static <T> WireNames<T> of(Class<T> root) {
    WireNames<T> names = new WireNames<>();
    for (Class<?> leaf : leaves(root, new LinkedHashSet<>())) {
      Class<? extends T> type = leaf.asSubclass(root);
      if (names.types.put(nameOf(type), type) != null) {
        throw new IllegalStateException("wire name used twice: " + nameOf(type));
      }
    }
    return names;
  }

  public static String nameOf(Class<?> type) {
    WireName name = type.getAnnotation(WireName.class);
    if (name == null) {
      throw new IllegalStateException(type + " has no @WireName");
    }
    return name.value();
  }

  public @Nullable Class<? extends T> type(String wireName) {
    return types.get(wireName);
  }

  /** Every leaf of the tree, in the order of the permits lists. */
  public Collection<Class<? extends T>> types() {
    return types.values();
  }

  private static Set<Class<?>> leaves(Class<?> type, Set<Class<?>> found) {
    if (type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        leaves(permitted, found);
      }
    } else if (type != UnknownEvent.class) {
      found.add(type);
    }
    return found;
  }
}
