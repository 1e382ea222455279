package dev.firedrill.operations;

import dev.firedrill.distribution.CertificatePlace;
import dev.firedrill.model.NodeName;
import dev.firedrill.tools.PublishedAuthority;
import dev.firedrill.tools.PublishedAuthority.Unpublished;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import dev.firedrill.waiting.WaitedInVain;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Which certificate of the API's authority pods and joining machines trust. */
final class InClusterTrust {

  /** A controller manager comes back, and may have to wait for the lease of the one before it. */
  private static final Duration NEW_NAMESPACES = Duration.ofMinutes(2);

  /** By what pods know the API. */
  static final String ROOTS = "kube-root-ca.crt of every namespace";

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
    Unpublished where = unpublished(context, authority);
    checks.check(
        "authority published to pods",
        ROOTS,
        where.isEmpty(),
        "the control planes' in all",
        where.isEmpty() ? "the control planes' in all" : where.toString());
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

  /** A namespace that has none yet may have been made just now; one with another stays so. */
  private static Unpublished unpublished(OperationContext context, PublishedAuthority authority) {
    try {
      return context.await(
          new Condition<>(
              "there",
              ROOTS,
              () -> {
                Unpublished where = authority.unpublished();
                return where.none().isEmpty()
                    ? new Sight.Holds<>(where)
                    : new Sight.NotYet<>(where.toString());
              }),
          NEW_NAMESPACES);
    } catch (WaitedInVain stillNone) {
      return authority.unpublished();
    }
  }
}
