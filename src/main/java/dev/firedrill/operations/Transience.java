package dev.firedrill.operations;

import dev.firedrill.ports.ApiProblem;
import dev.firedrill.ports.EtcdUnavailable;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Set;

/**
 * Refusals that pass. While an API server restarts, an etcd member is lost or a leader is elected,
 * connections are refused and requests end with 500 to 504; a server that has just started answers
 * 403 until it has loaded its RBAC. None of that says that what was asked for cannot be done, and a
 * write without an answer may have been made or not.
 *
 * <p>An operation that meets one is run again from its beginning until it is done or a deadline is
 * over. That is allowed because every operation may be run again: it looks first at what is done.
 */
final class Transience {

  /** From the first refusal; an election takes seconds, a lost API server half a minute. */
  static final Duration LIMIT = Duration.ofMinutes(2);

  private static final Set<Integer> PASSING = Set.of(0, -1, 403, 500, 502, 503, 504);

  private Transience() {}

  static String run(Operation operation, OperationContext context) {
    try {
      return operation.run(context);
    } catch (KubernetesClientException | EtcdUnavailable refused) {
      if (!passes(refused)) {
        throw refused;
      }
      return context.await(done(operation, context), LIMIT);
    }
  }

  private static Condition<String> done(Operation operation, OperationContext context) {
    return new Condition<>(
        "done, with the API and etcd answering",
        operation.getClass().getSimpleName()
            + operation.node().map(node -> " of node " + node).orElse(""),
        () -> {
          try {
            return new Sight.Holds<>(operation.run(context));
          } catch (KubernetesClientException | EtcdUnavailable refused) {
            if (!passes(refused)) {
              throw new Refused(refused);
            }
            return new Sight.NotYet<>("no answer: " + ApiProblem.told(refused));
          }
        });
  }

  /** True where the same question may have another answer in a moment. */
  static boolean passes(RuntimeException refused) {
    return !(refused instanceof KubernetesClientException api) || PASSING.contains(api.getCode());
  }

  /** A refusal that is final, kept from whoever waits, who would take it for a passing one. */
  static final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refused(RuntimeException refusal) {
      super(
          refusal instanceof KubernetesClientException api
              ? ApiRefusal.told(api)
              : refusal.getMessage(),
          refusal);
    }
  }
}
