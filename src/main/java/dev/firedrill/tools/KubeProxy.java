package dev.firedrill.tools;

import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import java.util.OptionalLong;

/** What kube-proxy tells of itself, by its metrics on its node's loopback. */
public final class KubeProxy {

  /** Where it serves them, unless its configuration says otherwise. */
  public static final String METRICS = "127.0.0.1:10249";

  /**
   * Counts every EndpointSlice that the API told it of, once a change: {@code EndpointSliceUpdate}
   * in {@code pkg/proxy/endpoints.go}.
   */
  public static final String ENDPOINT_CHANGES = "kubeproxy_sync_proxy_rules_endpoint_changes_total";

  /** Prints that count alone: all metrics are a long text. */
  public static final Command COUNT =
      Command.of(
          "sh",
          "-c",
          "curl --silent --show-error --fail --max-time 5 http://"
              + METRICS
              + "/metrics | grep '^"
              + ENDPOINT_CHANGES
              + " '");

  private KubeProxy() {}

  /** The count that {@link #COUNT} printed; nothing where it printed none. */
  public static OptionalLong endpointChanges(CommandResult printed) {
    String[] words = printed.stdout().strip().split(" ");
    if (!printed.succeeded() || words.length != 2 || !words[0].equals(ENDPOINT_CHANGES)) {
      return OptionalLong.empty();
    }
    try {
      // A Prometheus counter is a float, with an exponent once it is large.
      return OptionalLong.of((long) Double.parseDouble(words[1]));
    } catch (NumberFormatException notANumber) {
      return OptionalLong.empty();
    }
  }
}
