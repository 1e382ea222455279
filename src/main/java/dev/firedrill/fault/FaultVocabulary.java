package dev.firedrill.fault;

import dev.firedrill.model.Arguments;
import dev.firedrill.model.Parameter;
import dev.firedrill.model.ParameterType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Every fault there is, by the name that scenario files use. */
public final class FaultVocabulary {

  private static final Parameter ON_NODE = new Parameter("node", ParameterType.NODE, true);

  private static final Duration EXPIRED = Duration.ofHours(-1);

  /** Time for everything that trusts an authority to be restarted, on a busy machine. */
  private static final Duration SHORT_LIVED = Duration.ofMinutes(10);

  private static final Duration AGED = Duration.ofDays(20);

  private static final List<FaultDefinition> FAULTS =
      List.of(
          new FaultDefinition(
              "kill-machine",
              "cuts a machine's power; its disk stays",
              List.of(ON_NODE),
              a -> new KillMachine(a.node("node"))),
          new FaultDefinition(
              "pause-machine",
              "makes a machine stand still, its connections open",
              List.of(ON_NODE),
              a -> new PauseMachine(a.node("node"))),
          new FaultDefinition(
              "partition-machine",
              "cuts a machine off from the cluster's network",
              List.of(ON_NODE),
              a -> new PartitionMachine(a.node("node"))),
          new FaultDefinition(
              "skew-clock",
              "sets the clock of a machine, and of one that is made in its place, wrong",
              List.of(
                  ON_NODE,
                  new Parameter("ahead", ParameterType.DURATION, false),
                  new Parameter("behind", ParameterType.DURATION, false)),
              a ->
                  SkewClock.of(
                      a.node("node"),
                      a.duration("ahead", Duration.ZERO),
                      a.duration("behind", Duration.ZERO))),
          new FaultDefinition(
              "destroy-etcd-data",
              "removes the data of one etcd member for good",
              List.of(ON_NODE),
              a -> LoseEtcdMembers.of(List.of(a.node("node")))),
          new FaultDefinition(
              "lose-etcd-members",
              "removes the data of several etcd members for good",
              List.of(
                  new Parameter("count", ParameterType.COUNT, false),
                  new Parameter("nodes", ParameterType.NODES, false)),
              a -> new LoseEtcdMembers(a.nodes("nodes"), a.count("count", 1))),
          new FaultDefinition(
              "destroy-machines",
              "destroys machines with their disks; all of them unless nodes are named",
              List.of(new Parameter("nodes", ParameterType.NODES, false)),
              a -> new DestroyMachines(a.nodes("nodes"))),
          new FaultDefinition(
              "expire-certificates",
              "lets certificates really expire: all of every node unless named",
              List.of(
                  new Parameter("certificates", ParameterType.TEXT, false),
                  new Parameter("nodes", ParameterType.NODES, false)),
              a -> new ExpireCertificates(certificates(a), a.nodes("nodes"), EXPIRED)),
          new FaultDefinition(
              "expire-authorities",
              "lets every certificate authority really expire, with all that it has signed",
              List.of(new Parameter("after", ParameterType.DURATION, false)),
              a -> new ExpireAuthorities(a.duration("after", SHORT_LIVED))),
          new FaultDefinition(
              "age-certificates",
              "lets certificates come near their end",
              List.of(
                  new Parameter("certificates", ParameterType.TEXT, false),
                  new Parameter("nodes", ParameterType.NODES, false),
                  new Parameter("left", ParameterType.DURATION, false)),
              a ->
                  new ExpireCertificates(
                      certificates(a), a.nodes("nodes"), a.duration("left", AGED))),
          new FaultDefinition(
              "damage-backup",
              "damages the newest backup",
              List.of(new Parameter("how", ParameterType.TEXT, true)),
              a -> new DamageBackup(Damage.of(a.text("how", "")))),
          new FaultDefinition(
              "fill-etcd-quota",
              "fills etcd's database up to a quota, 32 MiB unless another is given",
              List.of(new Parameter("mebibytes", ParameterType.COUNT, false)),
              a -> new FillEtcdQuota(a.count("mebibytes", 32))),
          new FaultDefinition(
              "delete-namespace",
              "deletes a namespace with everything in it",
              List.of(new Parameter("namespace", ParameterType.NAMESPACE, true)),
              a -> new DeleteNamespace(a.namespace("namespace"))));

  private FaultVocabulary() {}

  private static List<String> certificates(Arguments arguments) {
    return List.of(arguments.text("certificates", "all").split(",\\s*"));
  }

  /** All faults. */
  public static List<FaultDefinition> faults() {
    return FAULTS;
  }

  /** The fault of that name. */
  public static Optional<FaultDefinition> find(String name) {
    return FAULTS.stream().filter(fault -> fault.name().equals(name)).findFirst();
  }
}
