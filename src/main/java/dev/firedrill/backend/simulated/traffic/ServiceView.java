package dev.firedrill.backend.simulated.traffic;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;

/**
 * What a service proxy sees of the API. Takes no time; throws {@code KubernetesClientException}
 * where the API gives no answer.
 */
public interface ServiceView {

  /** All Services. */
  List<Service> services();

  /** All EndpointSlices. */
  List<EndpointSlice> slices();
}
