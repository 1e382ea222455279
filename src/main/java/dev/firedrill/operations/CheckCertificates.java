package dev.firedrill.operations;

import dev.firedrill.distribution.Certificates;
import dev.firedrill.distribution.NodeCertificate;
import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeRole;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Shells;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import dev.firedrill.waiting.WaitedInVain;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Looks at every certificate and kubeconfig of every node: none ends within a time, every static
 * pod was started after its certificates were written, and every kubeconfig gets a verified
 * connection from where it lies. That /readyz answers somebody who verifies nothing would prove
 * nothing: it does with every certificate expired. Then, whether pods and machines that join get
 * the authority that the control planes have, and no pod is from before it. Changes nothing.
 *
 * @param within certificates that end within this time are reported
 * @param alerts true where some are known to: it is an error if none is reported
 */
public record CheckCertificates(Duration within, boolean alerts) implements Operation {

  /** Time for an API server that has just been restarted. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @Override
  public List<String> changes() {
    return List.of();
  }

  @Override
  public String run(OperationContext context) {
    Checks checks = new Checks(context);
    if (alerts) {
      return alerts(context, checks);
    }
    for (Machine machine : context.cluster().topology().machines()) {
      NodeShell shell = context.shell(machine.name());
      validity(context, checks, machine, shell);
      if (machine.role() == NodeRole.CONTROL_PLANE) {
        restarted(context, checks, machine, shell);
      }
    }
    // Everything that is named before anything is waited for.
    checks.conclude(
        "checking the certificates",
        "renew what is named, restart what reads it, copy the kubeconfigs, and check again");
    for (Machine machine : context.cluster().topology().machines()) {
      accepted(context, checks, machine);
    }
    checks.conclude(
        "connecting by every kubeconfig",
        "see whether the API server of that node was restarted and etcd has its quorum");
    InClusterTrust.check(context, checks);
    return checks.conclude(
        "looking who trusts the authority inside the cluster",
        "publish the authority, restart the pods that are named, and check again");
  }

  private String alerts(OperationContext context, Checks checks) {
    List<CertificateReport.Entry> found = CertificateReport.of(context, within).alerts();
    checks.check(
        "certificate alerts",
        "every node",
        !found.isEmpty(),
        "some that end within " + CertificateReport.text(within),
        found.size() + " of them");
    checks.conclude("auditing the certificates", "see why the audit is silent");
    return found.size() + " certificates end within " + CertificateReport.text(within);
  }

  private void validity(OperationContext context, Checks checks, Machine machine, NodeShell shell) {
    Instant now = context.now();
    for (NodeCertificate certificate :
        context.distribution().certificates().inUse(shell, machine.role())) {
      Duration left = certificate.left(now);
      checks.check(
          "certificate validity",
          "%s (%s) on node %s".formatted(certificate.name(), certificate.file(), machine.name()),
          left.compareTo(within) >= 0,
          "at least " + CertificateReport.text(within) + " left",
          CertificateReport.text(left) + " left, until " + certificate.notAfter());
    }
  }

  private static void restarted(
      OperationContext context, Checks checks, Machine machine, NodeShell shell) {
    Map<String, String> older =
        context.distribution().controlPlane().olderThanTheirCertificates(shell);
    for (String name : context.distribution().controlPlane().parts()) {
      checks.check(
          "restarted since its certificates were written",
          name + " on node " + machine.name(),
          !older.containsKey(name),
          "started later",
          older.containsKey(name) ? "started before " + older.get(name) : "started later");
    }
  }

  private static void accepted(OperationContext context, Checks checks, Machine machine) {
    Certificates certificates = context.distribution().certificates();
    NodeShell shell = context.shell(machine.name());
    for (String kubeconfig : certificates.kubeconfigs(machine.role())) {
      if (!Shells.exists(shell, kubeconfig)) {
        continue;
      }
      String object = kubeconfig + " on node " + machine.name();
      String seen = "accepted";
      try {
        context.await(
            new Condition<>(
                "accepted over a verified connection",
                object,
                () -> {
                  String refusal = certificates.refusal(shell, kubeconfig);
                  return Sight.when(refusal.isEmpty(), () -> refusal);
                }),
            LIMIT);
      } catch (WaitedInVain waited) {
        seen = waited.getMessage();
      }
      checks.check("verified connection", object, seen.equals("accepted"), "accepted", seen);
    }
  }
}
