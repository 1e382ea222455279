package dev.firedrill.fault;

import dev.firedrill.distribution.CertificatePlace;
import dev.firedrill.distribution.ControlPlane;
import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.waiting.Await;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Certificates have really expired: in the place of each stands one that the same authority has
 * signed for the same key, whose time is over, and what reads it was restarted. Where whatever runs
 * reads its files again by itself, nothing is restarted: there they are good for as long as that
 * takes, and end in what runs. The clocks are right. Copies of the administrator's kubeconfig
 * outside the cluster have expired with it.
 *
 * @param names the certificates as the distribution calls them; {@code all} for every leaf, {@code
 *     authorities} for every authority
 * @param nodes the nodes; none named for all
 * @param left how long they are still good; negative where they have expired
 */
public record ExpireCertificates(List<String> names, List<NodeName> nodes, Duration left)
    implements Fault {

  private static final Duration RESTART = Duration.ofMinutes(3);

  /** Copies the lists. */
  public ExpireCertificates {
    names = List.copyOf(names);
    nodes = List.copyOf(nodes);
  }

  @Override
  public List<String> changes(Topology topology, Seed seed) {
    return chosen(topology).stream()
        .map(
            machine ->
                left.isNegative()
                    ? "certificates %s on node %s have expired".formatted(names, machine.name())
                    : "certificates %s on node %s end in %d h"
                        .formatted(names, machine.name(), left.toHours()))
        .toList();
  }

  @Override
  public void inject(FaultContext context) {
    Optional<Duration> reread = context.distribution().certificates().rereadWithin();
    Duration first = left.isNegative() ? reread.orElse(left) : left;
    Instant until = context.cluster().time().now().plus(first).truncatedTo(ChronoUnit.SECONDS);
    NodeShell signer = context.shell(context.topology().firstControlPlane());
    Redated redated = new Redated(signer, until);
    List<Machine> machines = chosen(context.topology());
    for (Machine machine : machines) {
      replace(context, redated, machine);
    }
    if (reread.isEmpty()) {
      restart(context, machines);
    }
    context.cluster().kubernetes().refresh();
    context.cluster().etcd().refresh();
    if (left.isNegative()) {
      // One that is good for a while is taken by whoever reads it again, and ends there.
      new Await(context.cluster().time()).until(over(context, until), RESTART.plus(first.abs()));
    }
  }

  private static Condition<Boolean> over(FaultContext context, Instant end) {
    return new Condition<>(
        "over",
        "the time of the certificates",
        () -> Sight.when(context.cluster().time().now().isAfter(end), () -> "until " + end));
  }

  @Override
  public Condition<Boolean> confirmation(FaultContext context) {
    ExpirySeen seen = new ExpirySeen(context, this);
    return left.isNegative() ? seen.refused() : seen.dated();
  }

  @Override
  public String heal(FaultContext context) {
    return "nothing: certificates that have expired are the recovery's to renew";
  }

  List<Machine> chosen(Topology topology) {
    return topology.machines().stream()
        .filter(machine -> nodes.isEmpty() || nodes.contains(machine.name()))
        .toList();
  }

  /** The certificates on a node of that role that are meant. */
  List<CertificatePlace> places(FaultContext context, NodeRole role) {
    List<CertificatePlace> all =
        context.distribution().certificates().places(NodeRole.CONTROL_PLANE).stream()
            .filter(CertificatePlace::canExpire)
            .toList();
    for (String name : names) {
      if (!List.of("all", "authorities").contains(name)
          && all.stream().noneMatch(place -> place.name().equals(name))) {
        throw new IllegalArgumentException(
            "expiring certificate \"%s\": expected all, authorities or one of %s"
                .formatted(name, all.stream().map(CertificatePlace::name).toList()));
      }
    }
    return context.distribution().certificates().places(role).stream()
        .filter(CertificatePlace::canExpire)
        .filter(
            place ->
                names.contains(place.name())
                    || names.contains(place.isLeaf() ? "all" : "authorities"))
        .toList();
  }

  private void replace(FaultContext context, Redated redated, Machine machine) {
    NodeShell shell = context.shell(machine.name());
    List<CertificatePlace> places = places(context, machine.role());
    places.forEach(place -> redated.put(shell, place));
    places.stream()
        .filter(place -> isApiAuthority(context, place))
        .forEach(
            authority ->
                context
                    .distribution()
                    .certificates()
                    .kubeconfigs(machine.role())
                    .forEach(file -> redated.trust(shell, file, authority)));
  }

  /** Control planes first: an agent whose certificate has expired starts nothing any more. */
  private void restart(FaultContext context, List<Machine> machines) {
    ControlPlane parts = context.distribution().controlPlane();
    List<NodeShell> controlPlanes = new ArrayList<>();
    for (Machine machine : machines) {
      if (machine.role() == NodeRole.CONTROL_PLANE
          && !places(context, machine.role()).stream().allMatch(Redated::isOfAgent)) {
        controlPlanes.add(context.shell(machine.name()));
      }
    }
    controlPlanes.forEach(parts::suspend);
    new Await(context.cluster().time()).until(gone(parts, controlPlanes), RESTART);
    controlPlanes.forEach(parts::resume);
    new Await(context.cluster().time()).until(started(parts, controlPlanes), RESTART);
    for (Machine machine : machines) {
      if (places(context, machine.role()).stream()
          .anyMatch(place -> isReadByAgent(context, place, machine.role()))) {
        context.distribution().upgrade().restartAgent(context.shell(machine.name()));
      }
    }
  }

  /** A worker has nothing but its agent. */
  private static boolean isReadByAgent(
      FaultContext context, CertificatePlace place, NodeRole role) {
    return role == NodeRole.WORKER || Redated.isOfAgent(place) || isApiAuthority(context, place);
  }

  private static boolean isApiAuthority(FaultContext context, CertificatePlace place) {
    return place.equals(context.distribution().certificates().apiAuthority());
  }

  private static Condition<Boolean> gone(ControlPlane parts, List<NodeShell> shells) {
    return new Condition<>(
        "gone",
        "the parts of the control planes",
        () -> {
          shells.forEach(parts::end);
          List<NodeName> left =
              shells.stream()
                  .filter(shell -> !parts.running(shell).isEmpty())
                  .map(NodeShell::node)
                  .toList();
          return Sight.when(left.isEmpty(), () -> "still running on " + left);
        });
  }

  /** etcd starts whatever its certificates say; the others may come and go. */
  private static Condition<Boolean> started(ControlPlane parts, List<NodeShell> shells) {
    return new Condition<>(
        "started again",
        "the parts of the control planes",
        () -> {
          List<NodeName> none =
              shells.stream()
                  .filter(shell -> parts.running(shell).isEmpty())
                  .map(NodeShell::node)
                  .toList();
          return Sight.when(none.isEmpty(), () -> "none running on " + none);
        });
  }
}
