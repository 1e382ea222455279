package dev.firedrill.operations;

import dev.firedrill.model.AgentPlacement;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Version;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.LinkedHashMap;
import java.util.Map;

/** The versions on every node allow the upgrade: no skipped minor, no way back, no mixture. */
final class VersionPreflight {

  private final OperationContext context;
  private final Checks checks;
  private final Version to;

  VersionPreflight(OperationContext context, Checks checks, Version to) {
    this.context = context;
    this.checks = checks;
    this.to = to;
  }

  void check() {
    Map<String, Version> servers = new LinkedHashMap<>();
    for (NodeName node : context.cluster().topology().controlPlanes()) {
      Version version =
          Version.parse(
              context.cluster().kubernetes().clientOf(node).getKubernetesVersion().getGitVersion());
      servers.put(node.value(), version);
      step("API server on node " + node, version);
    }
    Version oldest = servers.values().stream().min(Version::compareTo).orElseThrow();
    KubernetesClient client = context.cluster().kubernetes().client();
    for (Node node : client.nodes().list().getItems()) {
      Version kubelet = Version.parse(Nodes.kubeletVersion(node));
      String name = node.getMetadata().getName();
      Version bound = ownAlone() ? servers.getOrDefault(name, oldest) : oldest;
      checks.check(
          "kubelet not newer than its API server",
          "node " + name,
          kubelet.minorsAhead(bound) <= 0,
          "at most " + bound,
          kubelet.toString());
      step("kubelet on node " + name, kubelet);
    }
    checks.check(
        "release available",
        "release " + to,
        context.cluster().releases().has(to),
        "programs and images of " + to,
        context.cluster().releases().has(to) ? "there" : "not there");
  }

  private boolean ownAlone() {
    return context.distribution().agentPlacement() == AgentPlacement.INSIDE_CONTROL_PLANE;
  }

  private void step(String object, Version from) {
    int minors = to.minorsAhead(from);
    String expected = "one minor release ahead at most, none skipped, none back";
    String seen =
        minors > 1
            ? from + " to " + to + " has a skipped minor: upgrade to the next minor first"
            : from + " to " + to;
    checks.check(
        "upgrade step",
        object,
        minors >= 0 && minors <= 1 && !to.isOlderThan(from),
        expected,
        seen);
  }
}
