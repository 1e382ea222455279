package dev.firedrill.contract;

import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.ports.Cluster;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Crictl;
import dev.firedrill.waiting.Await;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What one case works with: the cluster, and a namespace of its own where it asks for one. */
final class Ground implements AutoCloseable {

  static final Duration LIMIT = Duration.ofMinutes(2);

  private final Cluster cluster;
  private final Contracted contracted;
  private final String name;
  private final List<String> made = new ArrayList<>();

  /** Ground on that cluster; the name is for the namespace. */
  Ground(Cluster cluster, Contracted contracted, String name) {
    this.cluster = cluster;
    this.contracted = contracted;
    this.name =
        name.replace('_', '-').substring(0, Math.min(name.length(), 50)).replaceAll("-$", "");
  }

  Cluster cluster() {
    return cluster;
  }

  /** What it is a cluster of. */
  Contracted contracted() {
    return contracted;
  }

  /** An administrator's kubeconfig on the control plane. */
  String kubeconfig() {
    return contracted.distribution().layout().adminKubeconfig();
  }

  /** The unit that the worker's kubelet runs in. */
  String workersUnit() {
    return contracted.unit(NodeRole.WORKER);
  }

  KubernetesClient client() {
    return cluster.kubernetes().client();
  }

  NodeName controlPlaneName() {
    return cluster.topology().firstControlPlane();
  }

  NodeName workerName() {
    return cluster.topology().workers().get(0);
  }

  NodeShell controlPlane() {
    return cluster.shell(controlPlaneName());
  }

  NodeShell worker() {
    return cluster.shell(workerName());
  }

  /** Runs a command on the control plane. */
  CommandResult run(String... argv) {
    return controlPlane().run(Command.of(argv));
  }

  /** Runs a program in that container of the control plane. */
  CommandResult exec(String container, String... argv) {
    String id = Crictl.containerId(controlPlane(), container).orElseThrow();
    return controlPlane().run(Crictl.exec(id, Duration.ofSeconds(20), argv));
  }

  /** The case's namespace, which is there and has its service account. */
  String namespace() {
    if (made.isEmpty()) {
      newNamespace(name);
    }
    return made.get(0);
  }

  /** Makes a namespace that is removed after the case. */
  String newNamespace(String wanted) {
    made.add(wanted);
    client()
        .resource(new NamespaceBuilder().withNewMetadata().withName(wanted).endMetadata().build())
        .create();
    until(
        "there",
        () -> client().serviceAccounts().inNamespace(wanted).withName("default").get() != null,
        found -> found);
    return wanted;
  }

  /** Looks until what is seen is as expected, on the cluster's clock. */
  <T> T until(String expected, Supplier<T> look, Predicate<T> holds) {
    return until(expected, LIMIT, look, holds);
  }

  /** Looks until what is seen is as expected, on the cluster's clock. */
  <T> T until(String expected, Duration limit, Supplier<T> look, Predicate<T> holds) {
    return new Await(cluster.time())
        .until(
            new Condition<>(
                expected,
                "what case " + name + " looks at",
                () -> {
                  T seen = look.get();
                  return holds.test(seen)
                      ? new Sight.Holds<>(seen)
                      : new Sight.NotYet<>(shortened(String.valueOf(seen)));
                }),
            limit);
  }

  /** Removes the namespaces, without waiting for the end of that. */
  @Override
  public void close() {
    for (String namespace : made) {
      client().namespaces().withName(namespace).delete();
    }
  }

  private static String shortened(String text) {
    return text.length() <= 600 ? text : text.substring(0, 600) + "...";
  }
}
