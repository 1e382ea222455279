package dev.firedrill.operations;

import dev.firedrill.distribution.NodeCertificate;
import dev.firedrill.model.Machine;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import io.fabric8.kubernetes.api.model.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Every node is in service, its certificates are good for long enough, and its disk has room. */
final class NodePreflight {

  /** Long enough for the upgrade and for people to look at it afterwards. */
  private static final Duration VALIDITY = Duration.ofDays(1);

  /** The images and programs of a release, and etcd's copy of its data, with room to spare. */
  private static final long DISK_BYTES = 2L << 30;

  private final OperationContext context;
  private final Checks checks;

  NodePreflight(OperationContext context, Checks checks) {
    this.context = context;
    this.checks = checks;
  }

  void check() {
    for (Machine machine : context.cluster().topology().machines()) {
      inService(machine);
      certificates(machine);
      disk(machine);
    }
  }

  private void inService(Machine machine) {
    Optional<Node> node = Nodes.find(context.cluster().kubernetes().client(), machine.name());
    checks.check(
        "node in service",
        "node " + machine.name(),
        node.filter(Nodes::isReady).filter(found -> !Nodes.isCordoned(found)).isPresent(),
        "Ready, not cordoned",
        Nodes.describe(node));
  }

  private void certificates(Machine machine) {
    Instant needed = context.now().plus(VALIDITY);
    for (NodeCertificate certificate :
        context
            .distribution()
            .certificates()
            .inUse(context.shell(machine.name()), machine.role())) {
      checks.check(
          "certificate validity",
          certificate.file() + " on node " + machine.name(),
          certificate.notAfter().isAfter(needed),
          "valid until after " + needed,
          "expires " + certificate.notAfter());
    }
  }

  private void disk(Machine machine) {
    CommandResult result =
        context
            .shell(machine.name())
            .run(Command.of("df", "--block-size=1", "--output=avail", "/var/lib"));
    String[] lines = result.stdout().strip().split("\\s+");
    long available = result.succeeded() ? Long.parseLong(lines[lines.length - 1]) : 0;
    checks.check(
        "disk space",
        "/var/lib on node " + machine.name(),
        available >= DISK_BYTES,
        DISK_BYTES + " bytes free",
        available + " bytes free");
  }
}
