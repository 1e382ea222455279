package dev.firedrill.operations;

import dev.firedrill.model.Component;
import dev.firedrill.model.EtcdMember;
import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Version;
import dev.firedrill.waiting.WaitedInVain;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Verifies that a cluster is whole: every component's version read from the running thing, every
 * node Ready and schedulable, the system's pods ready, DNS answering from a pod, and the etcd
 * members healthy with equal content. Changes nothing but a pod that comes and goes.
 *
 * @param to the version everything has to run
 */
public record VerifyCluster(Version to) implements Operation {

  private static final List<Component> NOT_KUBERNETES = List.of(Component.ETCD, Component.COREDNS);

  @Override
  public List<String> changes() {
    return List.of("a pod that asks the cluster's DNS comes and goes");
  }

  @Override
  public String run(OperationContext context) {
    Checks checks = new Checks(context);
    KubernetesClient client = context.cluster().kubernetes().client();
    systemPods(context, checks, client);
    for (Machine machine : context.cluster().topology().machines()) {
      node(checks, client, machine.name());
      versions(context, checks, machine);
    }
    dns(context, checks, client);
    etcd(context, checks);
    return checks.conclude(
        "verifying the cluster", "mend what is named and verify again before any further change");
  }

  private static void systemPods(OperationContext context, Checks checks, KubernetesClient client) {
    String object = "the pods of " + SystemPods.NAMESPACES;
    try {
      int ready = context.await(SystemPods.ready(client), SystemPods.LIMIT);
      checks.check("pods ready", object, true, "all ready", ready + " ready");
    } catch (WaitedInVain waited) {
      checks.check("pods ready", object, false, "all ready", waited.getMessage());
    }
  }

  private void node(Checks checks, KubernetesClient client, NodeName name) {
    Optional<Node> node = Nodes.find(client, name);
    boolean whole =
        node.filter(Nodes::isReady)
            .filter(found -> !Nodes.isCordoned(found))
            .filter(found -> Nodes.kubeletVersion(found).equals(to.toString()))
            .isPresent();
    checks.check(
        "node in service",
        "node " + name,
        whole,
        "Ready at " + to + ", not cordoned",
        Nodes.describe(node));
  }

  private void versions(OperationContext context, Checks checks, Machine machine) {
    Map<Component, String> running =
        context
            .distribution()
            .inventory()
            .runningVersions(context.shell(machine.name()), machine.role());
    running.forEach(
        (component, version) -> {
          if (!NOT_KUBERNETES.contains(component)) {
            checks.check(
                "version",
                component + " on node " + machine.name(),
                version.equals(to.toString()),
                to.toString(),
                version.isEmpty() ? "not running" : version);
          }
        });
  }

  private static void dns(OperationContext context, Checks checks, KubernetesClient client) {
    DnsProbe probe = new DnsProbe(context, client);
    DnsProbe.Answer answer = probe.ask();
    checks.check("DNS from a pod", DnsProbe.NAME, answer.resolved(), "an address", answer.text());
  }

  private static void etcd(OperationContext context, Checks checks) {
    List<NodeName> expected = context.cluster().topology().controlPlanes();
    EtcdMembers cluster = new EtcdMembers(context);
    List<EtcdMember> members = cluster.all();
    List<String> names = members.stream().map(EtcdMember::name).sorted().toList();
    List<String> wanted = expected.stream().map(cluster::name).sorted().toList();
    checks.check(
        "etcd membership",
        "etcd",
        names.equals(wanted) && members.stream().noneMatch(EtcdMember::learner),
        "voting members " + wanted,
        "members " + names);
    checks.etcdAnswers(expected);
    EtcdHashes hashes = EtcdHashes.of(context.cluster().etcd(), expected);
    checks.check(
        "etcd content equal",
        "the members at revision " + hashes.revision(),
        hashes.areEqual(),
        "one hash",
        hashes.byNode().toString());
  }
}
