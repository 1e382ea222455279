package dev.firedrill.fault;

import dev.firedrill.distribution.CertificatePlace;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.tools.PublishedAuthority;
import dev.firedrill.tools.PublishedAuthority.Unpublished;
import dev.firedrill.waiting.Await;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The certificate authorities have really expired, and every certificate that they have signed with
 * them. While all is well each authority signs its own certificate and all others again, with an
 * end that is minutes away; whatever trusts them gets them as it would after a rotation: files,
 * kubeconfigs, the ConfigMap that pods read, what joining machines are told; and is restarted. Then
 * the time passes, by the right clock, and nothing else is broken.
 *
 * @param after how long after the injection has begun they end; what trusts them has to be
 *     restarted by then
 */
public record ExpireAuthorities(Duration after) implements Fault {

  private static final List<String> ALL = List.of("all", "authorities");
  private static final Duration PAST_THE_END = Duration.ofSeconds(2);

  @Override
  public List<String> changes(Topology topology, Seed seed) {
    return List.of(
        "every certificate authority, and all that it has signed, on nodes %s ends in %d min; that is waited for"
            .formatted(topology.nodes(), after.toMinutes()));
  }

  @Override
  public void inject(FaultContext context) {
    Instant end = now(context).plus(after);
    new ExpireCertificates(ALL, List.of(), after).inject(context);
    Await await = new Await(context.cluster().time());
    await.until(published(context), rest(context, end));
    Instant since = now(context);
    await.until(restarted(context, since), rest(context, end));
    await.until(over(context, end.plus(PAST_THE_END)), after);
  }

  @Override
  public Condition<Boolean> confirmation(FaultContext context) {
    return new ExpirySeen(context, new ExpireCertificates(ALL, List.of(), Duration.ofSeconds(-1)))
        .refused();
  }

  @Override
  public String heal(FaultContext context) {
    return "nothing: authorities that have expired are the recovery's to renew";
  }

  private static Instant now(FaultContext context) {
    return context.cluster().time().now();
  }

  private static Duration rest(FaultContext context, Instant end) {
    return Duration.between(now(context), end);
  }

  /** A controller manager that was restarted publishes it; joining machines are told here. */
  private static Condition<Boolean> published(FaultContext context) {
    return new Condition<>(
        "the authority that ends soon",
        "what pods and joining machines trust",
        () -> {
          PublishedAuthority authority = authority(context);
          authority.tellJoiners();
          Unpublished where = authority.unpublished();
          return Sight.when(where.isEmpty(), where::toString);
        });
  }

  /** No pod trusts the one from before; those that do are removed, and others made. */
  private static Condition<Boolean> restarted(FaultContext context, Instant since) {
    return new Condition<>(
        "started anew and ready",
        "every pod that may speak to the API",
        () -> {
          PublishedAuthority authority = authority(context);
          List<Pod> older = authority.podsFromBefore(since);
          older.forEach(pod -> authority.client().resource(pod).delete());
          Optional<String> unready =
              authority.speaking().stream()
                  .filter(pod -> !Readiness.isPodReady(pod))
                  .map(pod -> pod.getMetadata().getName())
                  .findFirst();
          return Sight.when(
              older.isEmpty() && unready.isEmpty(),
              () -> "%d from before, %s not ready".formatted(older.size(), unready.orElse("none")));
        });
  }

  private static Condition<Boolean> over(FaultContext context, Instant end) {
    return new Condition<>(
        "over",
        "the time of every authority",
        () -> Sight.when(!now(context).isBefore(end), () -> "until " + end));
  }

  private static PublishedAuthority authority(FaultContext context) {
    CertificatePlace place = context.distribution().certificates().apiAuthority();
    return new PublishedAuthority(
        context.cluster().kubernetes().client(),
        context.shell(context.topology().firstControlPlane()).read(place.file()));
  }
}
