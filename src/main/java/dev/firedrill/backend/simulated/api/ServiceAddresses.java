package dev.firedrill.backend.simulated.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firedrill.backend.simulated.kernel.Chance;
import java.util.Set;
import java.util.TreeSet;

/** Gives Services their cluster addresses and node ports. */
final class ServiceAddresses {

  private static final int FIRST_PORT = 30000;
  private static final int PORTS = 2768;
  private static final int ADDRESSES = 250;

  private final ObjectStore store;
  private final Chance chance;
  private final String subnet;

  ServiceAddresses(ObjectStore store, Chance chance, String subnet) {
    this.store = store;
    this.chance = chance;
    this.subnet = subnet;
  }

  /** What a new Service does not ask for itself. */
  void assign(Target target, ObjectNode object) {
    if (!target.resource().is("services")) {
      return;
    }
    ObjectNode spec = Json.in(object, "spec");
    Set<String> taken = taken();
    if (spec.path("clusterIP").asText("").isEmpty()) {
      spec.put("clusterIP", freeAddress(taken));
    }
    spec.putArray("clusterIPs").add(spec.path("clusterIP").asText());
    if (spec.path("type").asText().equals("NodePort")) {
      for (JsonNode port : spec.path("ports")) {
        nodePort(target, (ObjectNode) port, taken);
      }
    }
  }

  /** What a change of a Service may leave out and keeps nevertheless. */
  void keep(Target target, ObjectNode before, ObjectNode after) {
    if (target.resource().is("services")) {
      ObjectNode spec = Json.in(after, "spec");
      spec.set("clusterIP", before.at("/spec/clusterIP"));
      spec.set("clusterIPs", before.at("/spec/clusterIPs"));
    }
  }

  private void nodePort(Target target, ObjectNode port, Set<String> taken) {
    if (port.path("nodePort").asInt() == 0) {
      int number = FIRST_PORT + chance.below(PORTS);
      while (taken.contains(Integer.toString(number))) {
        number = FIRST_PORT + chance.below(PORTS);
      }
      port.put("nodePort", number);
    } else if (taken.contains(port.path("nodePort").asText())) {
      throw ApiFailure.invalid(
          target.resource(),
          target.name(),
          "spec.ports[0].nodePort: Invalid value: %s: provided port is already allocated"
              .formatted(port.path("nodePort").asText()));
    }
  }

  private String freeAddress(Set<String> taken) {
    String network = subnet.substring(0, subnet.lastIndexOf('.', subnet.indexOf('/')));
    String address = network + "." + (11 + chance.below(ADDRESSES - 11));
    while (taken.contains(address)) {
      address = network + "." + (11 + chance.below(ADDRESSES - 11));
    }
    return address;
  }

  private Set<String> taken() {
    Set<String> taken = new TreeSet<>();
    String folder = Resources.named("services").folder();
    store
        .list(folder, folder, 0, 0)
        .keyValues()
        .forEach(
            each -> {
              JsonNode spec = store.parse(each).path("spec");
              taken.add(spec.path("clusterIP").asText());
              spec.path("ports").forEach(port -> taken.add(port.path("nodePort").asText()));
            });
    return taken;
  }
}
