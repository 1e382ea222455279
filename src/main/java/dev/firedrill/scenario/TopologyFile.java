package dev.firedrill.scenario;

import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Subnet;
import dev.firedrill.model.Topology;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a topology such as {@code clusters/ha.yaml}; refuses it with all of its problems. */
public final class TopologyFile {

  private static final int API_PORT = 6443;

  private final Fields top;
  private final Map<String, Subnet> subnets = new LinkedHashMap<>();
  private final MachineReader reader = new MachineReader("machines");
  private final List<Machine> machines = new ArrayList<>();

  private TopologyFile(Fields top) {
    this.top = top;
  }

  /**
   * Reads the file.
   *
   * @throws ProblemsFound with every problem, each with file, line and key
   */
  public static Topology read(Path file) {
    List<Problem> problems = new ArrayList<>();
    Optional<Topology> topology =
        YamlFile.read(file, problems)
            .flatMap(Item::fields)
            .map(fields -> new TopologyFile(fields).read());
    if (!problems.isEmpty()) {
      throw new ProblemsFound(problems);
    }
    return topology.orElseThrow();
  }

  private Topology read() {
    String name = text("name", "");
    String image = text("image", "");
    String subnet = subnet("subnet");
    String pods = subnet("pod-subnet");
    String services = subnet("service-subnet");
    overlaps();
    String loadBalancer = top.find("load-balancer").flatMap(this::address).orElse("");
    top.need("machines").ifPresent(item -> item.items().forEach(this::machine));
    top.rejectOthers();
    controlPlanes(loadBalancer);
    String endpoint = loadBalancer.isEmpty() ? firstControlPlane() : loadBalancer;
    return new Topology(
        name,
        repository(image),
        subnet,
        pods,
        services,
        endpoint + ":" + API_PORT,
        loadBalancer,
        machines);
  }

  private String text(String key, String otherwise) {
    return top.need(key).flatMap(Item::text).orElse(otherwise);
  }

  private String subnet(String key) {
    Optional<Item> item = top.need(key);
    item.flatMap(value -> value.as(Subnet::parse)).ifPresent(found -> subnets.put(key, found));
    return item.flatMap(Item::text).orElse("");
  }

  private void overlaps() {
    List<String> keys = List.copyOf(subnets.keySet());
    for (int i = 0; i < keys.size(); i++) {
      for (int j = i + 1; j < keys.size(); j++) {
        if (subnets.get(keys.get(i)).overlaps(subnets.get(keys.get(j)))) {
          String first = keys.get(i);
          top.find(keys.get(j)).ifPresent(item -> item.wrong("overlaps " + first));
        }
      }
    }
  }

  private void machine(Item item) {
    item.fields()
        .ifPresent(
            fields -> {
              reader.machine(fields, this::address).ifPresent(machines::add);
              fields.rejectOthers();
            });
  }

  private Optional<String> address(Item item) {
    Optional<String> address = reader.address(item);
    Optional<Subnet> subnet = Optional.ofNullable(subnets.get("subnet"));
    address
        .filter(text -> subnet.isPresent() && !subnet.get().hasRoomFor(text))
        .ifPresent(
            text ->
                item.wrong(
                    "the address " + text + " is not one that a machine in the subnet can have"));
    return address;
  }

  private void controlPlanes(String loadBalancer) {
    long count =
        machines.stream().filter(machine -> machine.role() == NodeRole.CONTROL_PLANE).count();
    Item file = top.owner();
    if (count == 0) {
      file.wrong("there is no machine with the role control-plane");
    } else if (count % 2 == 0) {
      file.wrong(
          count
              + " control planes tolerate no more failures of etcd than "
              + (count - 1)
              + "; expected an odd number");
    }
    if (count > 1 && loadBalancer.isEmpty()) {
      file.wrong("several control planes need a \"load-balancer\" with an address in the subnet");
    }
  }

  private String firstControlPlane() {
    return machines.stream()
        .filter(machine -> machine.role() == NodeRole.CONTROL_PLANE)
        .map(Machine::address)
        .findFirst()
        .orElse("");
  }

  /** The image without its tag: the tag is the version of each run. */
  private static String repository(String image) {
    int colon = image.lastIndexOf(':');
    return colon > image.lastIndexOf('/') ? image.substring(0, colon) : image;
  }
}
