package dev.firedrill.scenario;

import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Subnet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the machines of a file, of which no two have one name or one address. */
final class MachineReader {

  private final String called;
  private final Set<String> names = new HashSet<>();
  private final Set<String> addresses = new HashSet<>();

  /**
   * For one file.
   *
   * @param called what the file calls machines
   */
  MachineReader(String called) {
    this.called = called;
  }

  /**
   * The machine of these fields; nothing where one of them is wrong, which is noted.
   *
   * @param address reads the address, by {@link #address} and whatever else is asked of it
   */
  Optional<Machine> machine(Fields fields, Function<Item, Optional<String>> address) {
    Optional<NodeName> name = fields.need("name").flatMap(this::name);
    Optional<NodeRole> role = fields.need("role").flatMap(item -> item.as(MachineReader::role));
    Optional<String> reached = fields.need("address").flatMap(address);
    return name.isPresent() && role.isPresent() && reached.isPresent()
        ? Optional.of(new Machine(name.get(), role.get(), reached.get()))
        : Optional.empty();
  }

  /** An address that nobody else in the file has. */
  Optional<String> address(Item item) {
    Optional<String> address = item.as(Subnet::address);
    address
        .filter(text -> !addresses.add(text))
        .ifPresent(text -> item.wrong("the address " + text + " is given twice"));
    return address;
  }

  private Optional<NodeName> name(Item item) {
    Optional<NodeName> name = item.as(NodeName::new);
    name.filter(found -> !names.add(found.value()))
        .ifPresent(found -> item.wrong("two %s are named %s".formatted(called, found)));
    return name;
  }

  private static NodeRole role(String text) {
    return switch (text) {
      case "control-plane" -> NodeRole.CONTROL_PLANE;
      case "worker" -> NodeRole.WORKER;
      default ->
          throw new IllegalArgumentException(
              "\"" + text + "\" is not a role; expected control-plane or worker");
    };
  }
}
