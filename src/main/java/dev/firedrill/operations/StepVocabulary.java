package dev.firedrill.operations;

import static dev.firedrill.model.ParameterType.DURATION;
import static dev.firedrill.model.ParameterType.FLAG;
import static dev.firedrill.model.ParameterType.NODE;
import static dev.firedrill.model.ParameterType.NODES;
import static dev.firedrill.model.ParameterType.TEXT;
import static dev.firedrill.model.ParameterType.VERSION;

import dev.firedrill.model.Parameter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every step there is: one vocabulary for scenario files, features and the CLI. */
public final class StepVocabulary {

  private static final Parameter ON_NODE = new Parameter("node", NODE, true);
  private static final Parameter TO = new Parameter("to", VERSION, true);

  private static final List<StepDefinition> BASE =
      List.of(
          new StepDefinition(
              "preflight",
              "checks everything that must hold before an upgrade; changes nothing",
              List.of(TO, new Parameter("backup-within", DURATION, false)),
              a ->
                  new Preflight(
                      a.version("to"), a.duration("backup-within", Preflight.ANY_BACKUP))),
          new StepDefinition(
              "back-up-etcd",
              "saves, verifies and copies away a snapshot of etcd",
              List.of(),
              none -> new BackUpEtcd()),
          new StepDefinition(
              "back-up-pki",
              "copies the CAs and service-account keys away",
              List.of(),
              none -> new BackUpPki()),
          new StepDefinition(
              "back-up-configuration",
              "copies what configures the control planes away",
              List.of(),
              none -> new BackUpConfiguration()),
          new StepDefinition(
              "encrypt-secrets",
              "has API servers encrypt Secrets before etcd gets them",
              List.of(),
              none -> new EncryptSecrets()),
          new StepDefinition(
              "load-images",
              "brings the container images of a release to every node",
              List.of(TO),
              a -> new LoadImages(a.version("to"))),
          new StepDefinition(
              "plan-upgrade",
              "has the installer say what the upgrade would do",
              List.of(TO),
              a -> new PlanUpgrade(a.version("to"))),
          new StepDefinition(
              "upgrade-first-control-plane",
              "upgrades the control plane on the first node",
              List.of(ON_NODE, TO),
              a -> new UpgradeFirstControlPlane(a.node("node"), a.version("to"))),
          new StepDefinition(
              "upgrade-control-plane",
              "upgrades a further control plane",
              List.of(ON_NODE, TO),
              a -> new UpgradeControlPlane(a.node("node"), a.version("to"))),
          new StepDefinition(
              "drain",
              "moves a node's pods elsewhere, respecting disruption budgets",
              List.of(
                  ON_NODE,
                  new Parameter("deadline", DURATION, false),
                  new Parameter("disable-eviction", FLAG, false)),
              a ->
                  new Drain(
                      a.node("node"),
                      a.duration("deadline", Duration.ofMinutes(5)),
                      a.flag("disable-eviction"))),
          new StepDefinition(
              "upgrade-worker",
              "upgrades what a worker has of the cluster's configuration",
              List.of(ON_NODE, TO),
              a -> new UpgradeWorker(a.node("node"), a.version("to"))),
          new StepDefinition(
              "upgrade-kubelet",
              "installs kubelet and kubectl and restarts the kubelet",
              List.of(ON_NODE, TO),
              a -> new UpgradeKubelet(a.node("node"), a.version("to"))),
          new StepDefinition(
              "uncordon",
              "lets pods be scheduled on a node again",
              List.of(ON_NODE),
              a -> new Uncordon(a.node("node"))),
          new StepDefinition(
              "await-node",
              "waits until a node is Ready at a version",
              List.of(ON_NODE, TO),
              a -> new AwaitNode(a.node("node"), a.version("to"))),
          new StepDefinition(
              "verify-cluster",
              "verifies versions, nodes, system pods, DNS and etcd",
              List.of(TO),
              a -> new VerifyCluster(a.version("to"))),
          new StepDefinition(
              "list-etcd-members",
              "lists etcd's members, their health and alarms; changes nothing",
              List.of(),
              none -> new ListEtcdMembers()),
          new StepDefinition(
              "verify-etcd",
              "verifies members, health, alarms and equal content of etcd",
              List.of(),
              none -> new VerifyEtcd()),
          new StepDefinition(
              "remove-etcd-member",
              "takes a member out of etcd, unless quorum would be at risk",
              List.of(ON_NODE),
              a -> new RemoveEtcdMember(a.node("node"))),
          new StepDefinition(
              "wipe-etcd-member",
              "stops a removed member and puts its data aside",
              List.of(ON_NODE),
              a -> new WipeEtcdMember(a.node("node"))),
          new StepDefinition(
              "rejoin-etcd-member",
              "adds a member to etcd and starts it in the existing cluster",
              List.of(ON_NODE),
              a -> new RejoinEtcdMember(a.node("node"))),
          new StepDefinition(
              "stop-control-plane",
              "stops every control plane, etcd too",
              List.of(),
              none -> new StopControlPlane()),
          new StepDefinition(
              "verify-backup",
              "verifies the newest backup set",
              List.of(
                  new Parameter("max-age", DURATION, false),
                  new Parameter("refused", FLAG, false),
                  new Parameter("complete", FLAG, false)),
              a ->
                  new VerifyBackup(
                      a.duration("max-age", Duration.ofHours(1)),
                      a.flag("refused"),
                      a.flag("complete"))),
          new StepDefinition(
              "rehearse-restore",
              "restores the newest snapshot into a folder of its own and reads it",
              List.of(),
              none -> new RehearseRestore()),
          new StepDefinition(
              "restore-etcd",
              "makes etcd anew from the newest snapshot, on every member",
              List.of(
                  new Parameter("members", NODES, false),
                  new Parameter("new-cluster", FLAG, false),
                  new Parameter("name", TEXT, false),
                  new Parameter("copied", FLAG, false)),
              a ->
                  new RestoreEtcd(
                      a.nodes("members"),
                      a.flag("new-cluster"),
                      a.text("name", ""),
                      a.flag("copied"))),
          new StepDefinition(
              "start-control-plane",
              "starts every control plane, etcd first",
              List.of(),
              none -> new StartControlPlane()),
          new StepDefinition(
              "restart-kubelets",
              "restarts the kubelet of every node",
              List.of(),
              none -> new RestartKubelets()),
          new StepDefinition(
              "initialise-control-plane",
              "makes the first control plane of a new cluster",
              List.of(ON_NODE, new Parameter("version", VERSION, true)),
              a -> new InitialiseControlPlane(a.node("node"), a.version("version"))),
          new StepDefinition(
              "install-network",
              "installs the pod network",
              List.of(),
              none -> new InstallNetwork()),
          new StepDefinition(
              "join-control-plane",
              "joins a machine as another control plane",
              List.of(ON_NODE),
              a -> new JoinControlPlane(a.node("node"))),
          new StepDefinition(
              "join-worker",
              "joins a machine as a worker",
              List.of(ON_NODE),
              a -> new JoinWorker(a.node("node"))));

  private static final List<StepDefinition> STEPS =
      Stream.of(
              BASE,
              EtcdUpkeepSteps.ALL,
              ScheduleSteps.ALL,
              CertificateSteps.ALL,
              RebuildSteps.ALL,
              ClockSteps.ALL)
          .flatMap(List::stream)
          .toList();

  private StepVocabulary() {}

  /** All steps: those of an upgrade in their order, then those that make a cluster. */
  public static List<StepDefinition> steps() {
    return STEPS;
  }

  /** The step of that name. */
  public static Optional<StepDefinition> find(String name) {
    return STEPS.stream().filter(step -> step.name().equals(name)).findFirst();
  }
}
