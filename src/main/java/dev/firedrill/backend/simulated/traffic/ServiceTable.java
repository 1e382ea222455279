package dev.firedrill.backend.simulated.traffic;

import dev.firedrill.backend.simulated.network.Address;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Reads out of Services and EndpointSlices which endpoints are behind which node port. */
final class ServiceTable {

  private static final String OF_SERVICE = "kubernetes.io/service-name";

  private ServiceTable() {}

  /** The endpoints by node port. */
  static Map<Integer, List<Address>> of(List<Service> services, List<EndpointSlice> slices) {
    Map<Integer, List<Address>> table = new TreeMap<>();
    for (Service service : services) {
      List<EndpointSlice> own = slices.stream().filter(slice -> isOf(service, slice)).toList();
      for (ServicePort port : service.getSpec().getPorts()) {
        if (port.getNodePort() != null && port.getNodePort() != 0) {
          table.put(port.getNodePort(), behind(port, own));
        }
      }
    }
    return table;
  }

  /** The ready endpoints, or where there is none those that still serve while they end. */
  private static List<Address> behind(ServicePort port, List<EndpointSlice> slices) {
    List<Address> ready =
        addresses(port, slices, conditions -> !Boolean.FALSE.equals(conditions.getReady()));
    return ready.isEmpty()
        ? addresses(port, slices, conditions -> Boolean.TRUE.equals(conditions.getServing()))
        : ready;
  }

  private static List<Address> addresses(
      ServicePort port, List<EndpointSlice> slices, Predicate<EndpointConditions> wanted) {
    List<Address> found = new ArrayList<>();
    for (EndpointSlice slice : slices) {
      for (Endpoint endpoint : slice.getEndpoints()) {
        if (wanted.test(endpoint.getConditions())) {
          found.add(new Address(endpoint.getAddresses().get(0), target(slice, port)));
        }
      }
    }
    return found;
  }

  private static boolean isOf(Service service, EndpointSlice slice) {
    return Objects.equals(slice.getMetadata().getNamespace(), service.getMetadata().getNamespace())
        && Optional.ofNullable(slice.getMetadata().getLabels())
            .map(labels -> labels.get(OF_SERVICE))
            .filter(service.getMetadata().getName()::equals)
            .isPresent();
  }

  private static int target(EndpointSlice slice, ServicePort port) {
    return slice.getPorts().stream()
        .filter(each -> named(each.getName()).equals(named(port.getName())))
        .map(EndpointPort::getPort)
        .findFirst()
        .or(() -> Optional.ofNullable(port.getTargetPort()).map(IntOrString::getIntVal))
        .orElse(port.getPort());
  }

  private static String named(String name) {
    return Objects.requireNonNullElse(name, "");
  }
}
