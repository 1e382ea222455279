package dev.firedrill.mutants;

import static dev.firedrill.mutants.Defects.HA;
import static dev.firedrill.mutants.Defects.SINGLE;
import static dev.firedrill.mutants.Defects.byDistribution;
import static dev.firedrill.mutants.Defects.in;
import static dev.firedrill.mutants.Defects.mutant;
import static dev.firedrill.mutants.Defects.onCluster;

import dev.firedrill.distribution.Distribution;
import dev.firedrill.distribution.Upgrade;
import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Version;
import dev.firedrill.operations.AwaitNode;
import dev.firedrill.operations.Operation;
import dev.firedrill.operations.OperationContext;
import dev.firedrill.operations.UpgradeFirstControlPlane;
import dev.firedrill.operations.UpgradeKubelet;
import dev.firedrill.ports.Cluster;
import dev.firedrill.ports.EtcdAdmin;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.ports.ReleaseSource;
import dev.firedrill.testing.Overridden;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.api.model.NodeStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Upgrades of control planes, workers and kubelets with a defect. */
final class UpgradeMutants {

  private static final Version NEWEST = Version.parse("v1.31.14");

  private static final Duration LIMIT = Duration.ofMinutes(3);

  private UpgradeMutants() {}

  static List<Mutant> all() {
    return List.of(
        mutant(
            "upgrade-kubelet/not-restarted",
            "The kubelet's program is replaced and the old one goes on running.",
            SINGLE,
            "upgrade-kubelet",
            byDistribution(UpgradeMutants::withoutRestart),
            "in service at v1.30.4"),
        mutant(
            "upgrade-kubelet/restarted-first",
            "The kubelet is restarted before its program is replaced.",
            SINGLE,
            "upgrade-kubelet",
            UpgradeMutants::restartFirst,
            "in service at v1.30.4"),
        mutant(
            "upgrade-kubelet/another-node",
            "The kubelet of the worker is replaced where that of the drained control plane should"
                + " be.",
            SINGLE,
            "upgrade-kubelet",
            UpgradeMutants::onWorker,
            "in service at v1.30.4"),
        mutant(
            "upgrade-kubelet/every-node",
            "The kubelets of all nodes are replaced when the first node is drained.",
            SINGLE,
            "upgrade-kubelet",
            UpgradeMutants::everywhere,
            "no step on that node had upgraded it"),
        mutant(
            "upgrade-kubelet/kubectl-forgotten",
            "The kubelet is replaced and kubectl is not.",
            SINGLE,
            "upgrade-kubelet",
            byDistribution(UpgradeMutants::withoutKubectl),
            "kubectl on"),
        mutant(
            "upgrade-kubelet/newest",
            "The kubelet becomes the newest there is, a minor beyond the API server.",
            SINGLE,
            "upgrade-kubelet",
            (original, context) ->
                new UpgradeKubelet(((UpgradeKubelet) original).name(), NEWEST).run(context),
            "is newer than"),
        mutant(
            "upgrade-first-control-plane/newest",
            "The control plane goes to the newest release, two minors on.",
            SINGLE,
            "upgrade-first-control-plane",
            (original, context) ->
                new UpgradeFirstControlPlane(((UpgradeFirstControlPlane) original).name(), NEWEST)
                    .run(context),
            "this version of kubeadm only supports"),
        mutant(
            "upgrade-worker/old-installer",
            "A worker is upgraded by the installer that was there before.",
            SINGLE,
            "upgrade-worker",
            onCluster(UpgradeMutants::installingNothing),
            "kubeadm upgrade node"),
        mutant(
            "upgrade-first-control-plane/says-so-only",
            "The upgrade of the control plane says that it is done and does nothing.",
            SINGLE,
            "upgrade-first-control-plane",
            (original, context) -> "the control plane runs the new version",
            "is newer than"),
        mutant(
            "upgrade-worker/says-so-only",
            "A worker's part of the upgrade says that it is done and does nothing.",
            SINGLE,
            "upgrade-worker",
            (original, context) -> "the node has the configuration",
            "worker-1"),
        in(
            Befallen.API_SERVER_RESTARTED,
            "upgrade-worker/refusal-not-waited-out",
            "A worker's upgrade does not wait while an API server that has just been restarted"
                + " refuses everybody.",
            SINGLE,
            "upgrade-worker",
            byDistribution(UpgradeMutants::allowedAtOnce),
            "is forbidden"),
        in(
            Befallen.MEMBER_AWAY,
            "upgrade-first-control-plane/quorum-not-asked-for",
            "A control plane is upgraded, and its etcd member restarted, while another member is"
                + " away.",
            HA,
            "upgrade-first-control-plane",
            onCluster(UpgradeMutants::everyMemberHealthy),
            // kubeadm looks itself before it restarts a member; the runbook ends there.
            "etcd cluster is not healthy"),
        mutant(
            "load-images/control-planes-only",
            "The new images are brought to the control planes alone.",
            SINGLE,
            "load-images",
            onCluster(UpgradeMutants::controlPlanesOnly),
            "did not run for"),
        mutant(
            "load-images/says-so-only",
            "The images are said to be on every node and are on none.",
            SINGLE,
            "load-images",
            (original, context) -> "the container images are there",
            "did not run for"),
        mutant(
            "await-node/not-waited",
            "The wait for a node returns at once.",
            SINGLE,
            "await-node",
            (original, context) -> "the node is in service",
            "had not been seen Ready"),
        mutant(
            "await-node/ready-is-enough",
            "The wait for a node ends with the first look that shows it Ready, and what follows"
                + " meets a control plane that its new kubelet restarts.",
            SINGLE,
            "await-node",
            UpgradeMutants::readyOnce,
            "cp-1"));
  }

  private static Distribution upgrading(Distribution distribution, Object others) {
    Upgrade upgrade = Overridden.with(Upgrade.class, distribution.upgrade(), others);
    return Overridden.with(
        Distribution.class,
        distribution,
        new Object() {
          public Upgrade upgrade() {
            return upgrade;
          }
        });
  }

  private static Distribution withoutRestart(Distribution distribution) {
    return upgrading(
        distribution,
        new Object() {
          public void restartAgent(NodeShell node) {}
        });
  }

  private static Distribution withoutKubectl(Distribution distribution) {
    return upgrading(
        distribution,
        new Object() {
          public List<Component> nodePrograms() {
            return List.of(Component.KUBELET);
          }
        });
  }

  private static Distribution allowedAtOnce(Distribution distribution) {
    return upgrading(
        distribution,
        new Object() {
          public Optional<String> notYet(NodeShell node) {
            return Optional.empty();
          }
        });
  }

  private static Cluster releasing(Cluster cluster, Object others) {
    ReleaseSource releases = Overridden.with(ReleaseSource.class, cluster.releases(), others);
    return Overridden.with(
        Cluster.class,
        cluster,
        new Object() {
          public ReleaseSource releases() {
            return releases;
          }
        });
  }

  private static Cluster installingNothing(Cluster cluster) {
    return releasing(
        cluster,
        new Object() {
          public void install(NodeName node, Component program, Version version) {}
        });
  }

  private static Cluster controlPlanesOnly(Cluster cluster) {
    return releasing(
        cluster,
        new Object() {
          public void loadImages(NodeName node, Version version) {
            if (cluster.topology().controlPlanes().contains(node)) {
              cluster.releases().loadImages(node, version);
            }
          }
        });
  }

  private static Cluster everyMemberHealthy(Cluster cluster) {
    EtcdAdmin etcd =
        Overridden.with(
            EtcdAdmin.class,
            cluster.etcd(),
            new Object() {
              public boolean healthy(NodeName node) {
                return true;
              }
            });
    return Overridden.with(
        Cluster.class,
        cluster,
        new Object() {
          public EtcdAdmin etcd() {
            return etcd;
          }
        });
  }

  private static String restartFirst(Operation original, OperationContext context) {
    NodeName node = ((UpgradeKubelet) original).name();
    context.distribution().upgrade().restartAgent(context.shell(node));
    UnaryOperator<Distribution> unrestarted = UpgradeMutants::withoutRestart;
    return byDistribution(unrestarted).apply(original, context);
  }

  private static String onWorker(Operation original, OperationContext context) {
    NodeName worker = context.cluster().topology().workers().get(0);
    return new UpgradeKubelet(worker, ((UpgradeKubelet) original).to()).run(context);
  }

  private static String everywhere(Operation original, OperationContext context) {
    for (NodeName node : context.cluster().topology().nodes()) {
      new UpgradeKubelet(node, ((UpgradeKubelet) original).to()).run(context);
    }
    return "every kubelet was restarted";
  }

  private static String readyOnce(Operation original, OperationContext context) {
    AwaitNode await = (AwaitNode) original;
    context.await(
        new Condition<>(
            "Ready",
            "node " + await.name(),
            () -> Sight.when(isReady(context, await), () -> "not Ready")),
        LIMIT);
    return "node " + await.name() + " is Ready";
  }

  private static boolean isReady(OperationContext context, AwaitNode await) {
    NodeStatus status =
        context
            .cluster()
            .kubernetes()
            .client()
            .nodes()
            .withName(await.name().value())
            .get()
            .getStatus();
    return status.getNodeInfo().getKubeletVersion().equals(await.to().toString())
        && status.getConditions().stream()
            .anyMatch(
                condition ->
                    condition.getType().equals("Ready") && condition.getStatus().equals("True"));
  }
}
