package dev.firedrill.backend.simulated.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firedrill.backend.simulated.etcd.KeyValue;
import dev.firedrill.backend.simulated.kernel.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The API servers behind the Service {@code kubernetes}. Each keeps a lease in etcd; whoever renews
 * his writes the addresses of all that have one. A server that is stopped gives its lease back,
 * that of one that died runs out.
 */
final class OwnService {

  /** How often a lease is renewed. */
  static final Duration RENEWAL = Duration.ofSeconds(10);

  private static final Duration LIFE = Duration.ofSeconds(15);
  private static final String LEASES = "/registry/masterleases/";
  private static final String NAME = "kubernetes";
  private static final int PORT = 6443;

  private final Simulation simulation;
  private final ObjectStore store;
  private final Writing writing;
  private final String address;

  OwnService(Simulation simulation, ObjectStore store, Writing writing, String address) {
    this.simulation = simulation;
    this.store = store;
    this.writing = writing;
    this.address = address;
  }

  /** Renews this server's lease, and writes down who has one. */
  void renew() {
    keep(simulation.now().plus(LIFE));
  }

  /** Gives this server's lease back. */
  void leave() {
    keep(simulation.now());
  }

  private void keep(Instant until) {
    ObjectNode lease = Json.object();
    lease.putObject("metadata");
    store.overwrite(LEASES + address, lease.put("until", until.toString()));
    List<String> serving =
        store.list(LEASES, LEASES, 0, 0).keyValues().stream()
            .filter(this::isGood)
            .map(each -> each.key().substring(LEASES.length()))
            .toList();
    write("endpoints", endpoints(serving));
    write("endpointslices", slice(serving));
  }

  private boolean isGood(KeyValue lease) {
    Instant until = Instant.parse(store.parse(lease).path("until").asText());
    return simulation.now().isBefore(until);
  }

  private void write(String plural, ObjectNode wanted) {
    Target collection = new Target(Resources.named(plural), "default", "", "");
    Target target = collection.object(NAME);
    if (store.raw(target.key()).isEmpty()) {
      writing.create(collection, wanted, SystemObjects.SELF);
      return;
    }
    ObjectNode before = store.get(target);
    ObjectNode after = before.deepCopy();
    for (String field : List.of("subsets", "endpoints")) {
      if (wanted.has(field)) {
        after.set(field, wanted.get(field));
      }
    }
    writing.change(target, before, after);
  }

  private static ObjectNode endpoints(List<String> addresses) {
    ObjectNode endpoints = Json.object();
    Json.in(Json.in(endpoints, "metadata").put("name", NAME), "labels")
        .put("endpointslice.kubernetes.io/skip-mirror", "true");
    if (!addresses.isEmpty()) {
      ObjectNode subset = endpoints.putArray("subsets").addObject();
      addresses.forEach(each -> subset.withArray("/addresses").addObject().put("ip", each));
      subset.set("ports", Json.array().add(port()));
    } else {
      endpoints.putArray("subsets");
    }
    return endpoints;
  }

  private static ObjectNode slice(List<String> addresses) {
    ObjectNode slice = Json.object();
    Json.in(Json.in(slice, "metadata").put("name", NAME), "labels")
        .put("kubernetes.io/service-name", NAME);
    slice.put("addressType", "IPv4");
    slice.set("ports", Json.array().add(port()));
    var endpoints = slice.putArray("endpoints");
    for (String each : addresses) {
      ObjectNode endpoint = endpoints.addObject();
      endpoint.putArray("addresses").add(each);
      endpoint.putObject("conditions").put("ready", true);
    }
    return slice;
  }

  private static ObjectNode port() {
    return Json.object().put("name", "https").put("port", PORT).put("protocol", "TCP");
  }
}
