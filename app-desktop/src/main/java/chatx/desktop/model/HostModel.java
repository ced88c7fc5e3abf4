package chatx.desktop.model;

import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/** How it stands with the server inside this app. FX thread only. */
public final class HostModel {
  /** Where the server is on its way. */
  public enum State {
    /** Nobody hosts on this computer. */
    NONE,
    STOPPED,
    STARTING,
    RUNNING,
    STOPPING
  }

  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.NONE);
  private final BooleanProperty visible = new SimpleBooleanProperty(true);
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<List<String>> addresses =
      new ReadOnlyObjectWrapper<>(List.of());

  private String safetyPhrase = "";

  /** Whether people on the same network find it by themselves, while it runs. */
  public BooleanProperty visibleProperty() {
    return visible;
  }

  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  public State state() {
    return state.get();
  }

  /** Why the last start failed and what to do; empty when it did not. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /**
   * What people type to join, the likeliest first; empty while nothing runs or without a network.
   */
  public ReadOnlyObjectProperty<List<String>> addressesProperty() {
    return addresses.getReadOnlyProperty();
  }

  /** The words by which people know the server again; empty while nothing runs. */
  public String safetyPhrase() {
    return safetyPhrase;
  }

  /** Nobody hosts here. */
  public void none() {
    become(State.NONE, "", List.of());
  }

  public void starting() {
    become(State.STARTING, "", List.of());
  }

  public void running(List<String> reachedAt, String phrase) {
    safetyPhrase = phrase;
    become(State.RUNNING, "", reachedAt);
  }

  public void stopping() {
    become(State.STOPPING, "", List.of());
  }

  public void stopped() {
    become(State.STOPPED, "", List.of());
  }

  /** It did not start, for the given reason. */
  public void failed(String words) {
    become(State.STOPPED, words, List.of());
  }

  private void become(State next, String why, List<String> reachedAt) {
    if (next != State.RUNNING) {
      safetyPhrase = "";
    }
    // The state last: whoever follows it finds the rest in place.
    problem.set(why);
    addresses.set(List.copyOf(reachedAt));
    state.set(next);
  }
}
