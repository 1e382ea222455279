package dev.firedrill.operations;

import dev.firedrill.distribution.CertificatePlace;
import dev.firedrill.model.NodeName;
import dev.firedrill.tools.PublishedAuthority;
import java.time.Instant;
import java.util.List;

/** Which certificate of the API's authority pods and joining machines trust. */
final class InClusterTrust {

  private InClusterTrust() {}

  /** As the first control plane has it. */
  static PublishedAuthority authority(OperationContext context) {
    NodeName first = context.cluster().topology().firstControlPlane();
    CertificatePlace place = context.distribution().certificates().apiAuthority();
    return new PublishedAuthority(
        context.cluster().kubernetes().client(), context.shell(first).read(place.file()));
  }

  /**
   * Whether everybody inside the cluster trusts it. A program reads it when it starts: one that was
   * started before it was issued trusts what was there then.
   */
  static void check(OperationContext context, Checks checks) {
    PublishedAuthority authority = authority(context);
    List<String> others = authority.unpublished();
    checks.check(
        "authority published to pods",
        "kube-root-ca.crt of every namespace",
        others.isEmpty(),
        "the control planes' in all",
        others.isEmpty() ? "the control planes' in all" : "another in " + others);
    boolean told = authority.joinersAreTold();
    checks.check(
        "authority told to joining machines",
        "kube-public/cluster-info",
        told,
        "the control planes'",
        told ? "the control planes'" : "another");
    Instant issued = authority.certificate().getNotBefore().toInstant();
    List<String> older =
        authority.podsFromBefore(issued).stream()
            .map(pod -> pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName())
            .sorted()
            .toList();
    checks.check(
        "started since the authority was issued",
        "every pod that may speak to the API",
        older.isEmpty(),
        "started after " + issued,
        older.isEmpty() ? "started after " + issued : "started before: " + older);
  }
}
