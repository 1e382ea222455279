package dev.firedrill.backend.simulated.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firedrill.backend.simulated.network.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads out of Services and EndpointSlices which endpoints are behind which node port. */
final class ServiceTable {

  private static final String SERVICES = "/api/v1/services";
  private static final String SLICES = "/apis/discovery.k8s.io/v1/endpointslices";
  private static final String OF_SERVICE = "kubernetes.io/service-name";

  private ServiceTable() {}

  /** The endpoints by node port; empty where the API does not answer. */
  static Optional<Map<Integer, List<Address>>> read(ApiReader api) {
    Optional<JsonNode> services = api.get(SERVICES);
    Optional<JsonNode> slices = services.flatMap(answered -> api.get(SLICES));
    return slices.map(answered -> table(services.orElseThrow(), answered));
  }

  private static Map<Integer, List<Address>> table(JsonNode services, JsonNode slices) {
    Map<Integer, List<Address>> table = new TreeMap<>();
    for (JsonNode service : services.path("items")) {
      for (JsonNode port : service.path("spec").path("ports")) {
        if (port.path("nodePort").asInt() != 0) {
          table.put(port.path("nodePort").asInt(), behind(service, port, slices));
        }
      }
    }
    return table;
  }

  /** The ready endpoints, or where there is none those that still serve while they end. */
  private static List<Address> behind(JsonNode service, JsonNode port, JsonNode slices) {
    List<Address> ready = new ArrayList<>();
    List<Address> ending = new ArrayList<>();
    for (JsonNode slice : slices.path("items")) {
      if (isOf(service, slice)) {
        int target = target(slice, port);
        for (JsonNode endpoint : slice.path("endpoints")) {
          JsonNode conditions = endpoint.path("conditions");
          Address address = new Address(endpoint.path("addresses").path(0).asText(), target);
          if (conditions.path("ready").asBoolean()) {
            ready.add(address);
          } else if (conditions.path("serving").asBoolean()) {
            ending.add(address);
          }
        }
      }
    }
    return ready.isEmpty() ? ending : ready;
  }

  private static boolean isOf(JsonNode service, JsonNode slice) {
    JsonNode metadata = slice.path("metadata");
    return metadata.path("namespace").equals(service.path("metadata").path("namespace"))
        && metadata.path("labels").path(OF_SERVICE).equals(service.path("metadata").path("name"));
  }

  private static int target(JsonNode slice, JsonNode port) {
    for (JsonNode each : slice.path("ports")) {
      if (each.path("name").asText().equals(port.path("name").asText())) {
        return each.path("port").asInt();
      }
    }
    return port.path("targetPort").asInt(port.path("port").asInt());
  }
}
