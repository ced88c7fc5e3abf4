package chatx.desktop.settings;

import chatx.desktop.model.HostModel;
import java.util.List;

/** A server inside the app for pictures and tests; stopping and starting do nothing. */
public record SampleHost(HostModel model, int others) implements HostDesk {
  private static final String PHRASE = "lusab-babad-gutih-tugad-gutuk";

  /**
   * @param mark in every word that is not one of the texts
   */
  public static SampleHost running(String mark) {
    var model = new HostModel();
    model.running(List.of("192.168.1.5" + mark, "[2001:db8::7]" + mark), PHRASE + mark);
    return new SampleHost(model, 3);
  }

  public static SampleHost alone() {
    var model = new HostModel();
    model.running(List.of(), PHRASE);
    return new SampleHost(model, 0);
  }

  public static SampleHost stopping() {
    var model = new HostModel();
    model.stopping();
    return new SampleHost(model, 0);
  }

  public static SampleHost failed(String mark) {
    var model = new HostModel();
    model.failed("The disk is full. Make room on it, then start hosting again." + mark);
    return new SampleHost(model, 0);
  }

  @Override
  public void askToStop() {}

  @Override
  public void start() {}

  @Override
  public void invite() {}

  @Override
  public void checkNetwork() {}
}
