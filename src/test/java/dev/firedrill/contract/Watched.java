package dev.firedrill.contract;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what a watch tells. */
final class Watched implements Watcher<ConfigMap> {

  private final List<String> events = new CopyOnWriteArrayList<>();

  /** Each event as its action and the object's name. */
  List<String> events() {
    return List.copyOf(events);
  }

  @Override
  public void eventReceived(Action action, ConfigMap object) {
    events.add(action + " " + object.getMetadata().getName());
  }

  @Override
  public void onClose(WatcherException cause) {
    events.add("closed: " + cause.getMessage());
  }
}
