package dev.firedrill.backend.simulated.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cells that put several fields of an object together. */
final class Cells {

  private static final String ROLE = "node-role.kubernetes.io/";

  private Cells() {}

  static String nodeStatus(Printed node) {
    String status =
        node.ofType("/status/conditions", "Ready")
            .map(ready -> ready.path("status").asText().equals("True") ? "Ready" : "NotReady")
            .orElse("Unknown");
    return node.at("/spec/unschedulable").asBoolean() ? status + ",SchedulingDisabled" : status;
  }

  static String roles(Printed node) {
    List<String> roles = new ArrayList<>();
    node.at("/metadata/labels")
        .fieldNames()
        .forEachRemaining(
            label -> {
              if (label.startsWith(ROLE) && label.length() > ROLE.length()) {
                roles.add(label.substring(ROLE.length()));
              }
            });
    return roles.isEmpty() ? Printed.NONE : String.join(",", roles);
  }

  static String address(Printed node, String type) {
    return node.ofType("/status/addresses", type)
        .map(found -> found.path("address").asText())
        .orElse(Printed.NONE);
  }

  static String ports(Printed service) {
    String ports =
        service.joined(
            "/spec/ports",
            port ->
                port.path("port").asText()
                    + (port.path("nodePort").asInt() > 0 ? ":" + port.path("nodePort") : "")
                    + "/"
                    + port.path("protocol").asText("TCP"));
    return ports.isEmpty() ? Printed.NONE : ports;
  }

  static String externalAddress(Printed service) {
    return switch (service.text("/spec/type")) {
      case "ExternalName" -> service.text("/spec/externalName");
      case "LoadBalancer" -> "<pending>";
      default -> Printed.NONE;
    };
  }

  static String involved(Printed event) {
    String kind = event.text("/involvedObject/kind").toLowerCase(Locale.ROOT);
    String name = event.text("/involvedObject/name");
    return name.isEmpty() ? kind : kind + "/" + name;
  }

  static String budget(Printed budget, String field) {
    return budget.text("/spec/" + field, "N/A");
  }

  static String requestCondition(Printed request) {
    String decided =
        request.ofType("/status/conditions", "Denied").isPresent()
            ? "Denied"
            : request.ofType("/status/conditions", "Approved").isPresent() ? "Approved" : "Pending";
    return decided + (request.text("/status/certificate").isEmpty() ? "" : ",Issued");
  }

  static String endpoints(Printed endpoints) {
    List<String> all = new ArrayList<>();
    for (JsonNode subset : endpoints.at("/subsets")) {
      for (JsonNode port : subset.path("ports")) {
        subset
            .path("addresses")
            .forEach(each -> all.add(each.path("ip").asText() + ":" + port.path("port")));
      }
    }
    return few(all);
  }

  static String sliceAddresses(Printed slice) {
    List<String> all = new ArrayList<>();
    for (JsonNode endpoint : slice.at("/endpoints")) {
      endpoint.path("addresses").forEach(each -> all.add(each.asText()));
    }
    return few(all);
  }

  private static String few(List<String> all) {
    if (all.isEmpty()) {
      return Printed.NONE;
    }
    return all.size() <= 3
        ? String.join(",", all)
        : String.join(",", all.subList(0, 3)) + " + " + (all.size() - 3) + " more...";
  }
}
