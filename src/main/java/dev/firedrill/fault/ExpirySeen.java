package dev.firedrill.fault;

import dev.firedrill.distribution.CertificateFiles;
import dev.firedrill.distribution.CertificatePlace;
import dev.firedrill.distribution.CertificatePlace.Kind;
import dev.firedrill.distribution.Certificates;
import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Shells;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether certificates are seen to have expired: by their dates, and by verified connections that
 * are refused, tried from every node that should be refused and from outside. An answer of /readyz
 * to somebody who verifies nothing would say nothing.
 */
final class ExpirySeen {

  private final FaultContext context;
  private final ExpireCertificates fault;

  ExpirySeen(FaultContext context, ExpireCertificates fault) {
    this.context = context;
    this.fault = fault;
  }

  /** The dates, and that everybody is served: nothing has expired yet. */
  Condition<Boolean> dated() {
    return new Condition<>(
        "near its end, and accepted",
        "every certificate " + fault.names(),
        () -> {
          List<String> amiss = later();
          context.topology().controlPlanes().stream()
              .filter(node -> !servesOutside(node))
              .forEach(node -> amiss.add("node " + node + " does not serve yet"));
          return Sight.when(amiss.isEmpty(), () -> String.join(", ", amiss));
        });
  }

  /**
   * The refusals and the dates, at one moment. Where nothing had to be restarted, what has lost its
   * certificates may end and be started by itself, with others: there each is to have been seen
   * once, refusals first, because they last for seconds.
   */
  Condition<Boolean> refused() {
    boolean mayHeal = context.distribution().certificates().rereadWithin().isPresent();
    List<List<String>> looks = new ArrayList<>();
    return new Condition<>(
        "expired, and refused by those who verify",
        "every certificate " + fault.names(),
        () -> {
          List<String> amiss = accepted();
          amiss.addAll(later());
          if (mayHeal) {
            looks.forEach(amiss::retainAll);
            looks.add(List.copyOf(amiss));
          }
          return Sight.when(amiss.isEmpty(), () -> String.join(", ", amiss));
        });
  }

  private List<String> later() {
    List<String> later = new ArrayList<>();
    Instant now = context.cluster().time().now();
    Instant bound = fault.left().isNegative() ? now : now.plus(fault.left()).plusSeconds(1);
    for (Machine machine : fault.chosen(context.topology())) {
      for (CertificatePlace place : fault.places(context, machine.role())) {
        CertificateFiles.read(context.shell(machine.name()), place).stream()
            .filter(each -> each.notAfter().isAfter(bound))
            .map(each -> "ends later: " + each.name() + " on node " + machine.name())
            .forEach(later::add);
      }
    }
    return later;
  }

  private List<String> accepted() {
    List<String> accepted = new ArrayList<>();
    Set<String> served = context.distribution().certificates().neededToServe();
    List<Machine> struck = fault.chosen(context.topology());
    boolean nobodyServes =
        struck.stream().map(Machine::name).toList().containsAll(context.topology().controlPlanes())
            && fault.places(context, NodeRole.CONTROL_PLANE).stream()
                .anyMatch(place -> served.contains(place.name()));
    for (Machine machine : nobodyServes ? context.topology().machines() : struck) {
      NodeShell shell = context.shell(machine.name());
      for (String kubeconfig : kubeconfigs(machine.role(), nobodyServes)) {
        if (Shells.exists(shell, kubeconfig)
            && !isRefused(
                context.distribution().certificates().refusal(shell, kubeconfig), nobodyServes)) {
          accepted.add("not refused: " + kubeconfig + " on node " + machine.name());
        }
      }
    }
    if (nobodyServes || isAdministratorStruck(struck)) {
      context.topology().controlPlanes().stream()
          .filter(this::servesOutside)
          .forEach(node -> accepted.add("served from outside by node " + node));
    }
    return accepted;
  }

  /** Copies outside have expired with the administrator's kubeconfig on the control planes. */
  private boolean isAdministratorStruck(List<Machine> struck) {
    String kubeconfig = context.distribution().layout().adminKubeconfig();
    return struck.stream().map(Machine::name).toList().containsAll(controlPlanes())
        && fault.places(context, NodeRole.CONTROL_PLANE).stream()
            .anyMatch(place -> place.file().equals(kubeconfig));
  }

  private List<NodeName> controlPlanes() {
    return context.topology().controlPlanes();
  }

  /** Those of the expired certificates; all of them where nobody serves. */
  private Set<String> kubeconfigs(NodeRole role, boolean all) {
    Certificates certificates = context.distribution().certificates();
    if (all) {
      return new LinkedHashSet<>(certificates.kubeconfigs(role));
    }
    Set<String> files = new LinkedHashSet<>();
    for (CertificatePlace place : fault.places(context, role)) {
      if (place.kind() == Kind.KUBECONFIG) {
        files.add(place.file());
      } else if (place.kind() == Kind.AGENT_CLIENT) {
        files.addAll(certificates.kubeconfigs(NodeRole.WORKER));
      }
    }
    return files;
  }

  /** An API server that is only just starting refuses too, but not because of a certificate. */
  private static boolean isRefused(String refusal, boolean serverIsOut) {
    return !refusal.isEmpty()
        && (serverIsOut
            || refusal.contains("Unauthorized")
            || refusal.contains("certificate")
            || refusal.contains("x509"));
  }

  private boolean servesOutside(NodeName node) {
    try {
      context.cluster().kubernetes().clientOf(node).nodes().withName(node.value()).get();
      return true;
    } catch (KubernetesClientException refused) {
      return false;
    }
  }
}
