package dev.firedrill.backend.simulated.control;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.List;

/** One controller: brings what is closer to what should be. */
interface Controller {

  /** Its work is looked at again where an object of these kinds changed. */
  List<Class<? extends HasMetadata>> watches();

  /** Its work is looked at again after that time even where nothing changed. */
  default Duration resync() {
    return Duration.ofMinutes(10);
  }

  /**
   * Does what is to be done now, all of it from the API's present state.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException where the API is away or
   *     refuses; it is called again
   */
  void reconcile();
}
