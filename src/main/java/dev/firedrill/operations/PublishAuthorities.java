package dev.firedrill.operations;

import dev.firedrill.tools.PublishedAuthority;
import dev.firedrill.tools.PublishedAuthority.Unpublished;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import java.time.Duration;
import java.util.List;

/**
 * Waits until the API's authority, as the control planes have it, is what pods get in every
 * namespace (a controller manager publishes it, once it was restarted), and tells it to machines
 * that join, which nobody else does ("Manual Rotation of CA Certificates").
 */
public record PublishAuthorities() implements Operation {

  /** A controller manager may have to wait for the lease of the one before it. */
  private static final Duration LIMIT = Duration.ofMinutes(4);

  @Override
  public List<String> changes() {
    return List.of(
        "machines that join are told the authority's present certificate"
            + " (kube-public/cluster-info)");
  }

  @Override
  public String run(OperationContext context) {
    PublishedAuthority authority = InClusterTrust.authority(context);
    context.await(published(authority), LIMIT);
    authority.tellJoiners();
    return "pods and joining machines get the authority that ends "
        + authority.certificate().getNotAfter().toInstant();
  }

  static Condition<Boolean> published(PublishedAuthority authority) {
    return new Condition<>(
        "the authority that the control planes have",
        InClusterTrust.ROOTS,
        () -> {
          Unpublished where = authority.unpublished();
          return Sight.when(where.isEmpty(), where::toString);
        });
  }
}
