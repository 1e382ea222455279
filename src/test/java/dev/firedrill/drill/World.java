package dev.firedrill.drill;

import dev.firedrill.backup.BackupSet;
import dev.firedrill.distribution.kubeadm.KubeadmDistribution;
import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.Phase;
import dev.firedrill.model.Arguments;
import dev.firedrill.model.LoadRates;
import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.operations.Operation;
import dev.firedrill.operations.OperationContext;
import dev.firedrill.operations.StepDefinition;
import dev.firedrill.ports.Cluster;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What outlives a process of Firedrill: machines, what steps did to them, the recorded history. */
final class World {

  static final NodeName CP = new NodeName("cp-1");
  static final NodeName WORKER = new NodeName("worker-1");
  static final Version VERSION = Version.parse("v1.29.4");

  final VirtualTime time = new VirtualTime();
  final List<String> events = new ArrayList<>();
  final List<Observation> recorded = new ArrayList<>();
  final Map<String, Supplier<String>> behaviour = new HashMap<>();
  final StopSignal stop = new StopSignal();
  final Path runFolder;
  BackupSet backups;
  boolean healthy = true;
  boolean machinesThere;
  @Nullable PlannedFault fault;
  Disturbances disturbances = Disturbances.NONE;
  KillSwitch kill = KillSwitch.never();

  World(Path runFolder) {
    this.runFolder = runFolder;
    this.backups = BackupSet.unencrypted(runFolder.resolve("backups"));
  }

  /** Starts a process of Firedrill on this world and lets it run to its end. */
  void process(KillSwitch killSwitch) {
    kill = killSwitch;
    new Drill(plan(), environment()).run(history(), () -> false);
  }

  History history() {
    return new History(recorded);
  }

  DrillPlan plan() {
    List<PlannedStep> steps =
        new ArrayList<>(CreationSteps.of(topology(), VERSION, this::definition));
    steps.add(step(1, Phase.BEFORE, "back-up-etcd", ""));
    Phase change = fault == null ? Phase.CHANGE : Phase.RECOVERY;
    steps.add(step(1, change, "drain", "cp-1"));
    steps.add(step(2, change, "upgrade", "cp-1"));
    steps.add(step(3, change, "drain", "worker-1"));
    if (fault != null) {
      steps.add(step(1, Phase.AFTER, "verify-cluster", ""));
    }
    return new DrillPlan(
        "test",
        new Seed(1),
        "fake",
        true,
        topology(),
        VERSION,
        new LoadRates(5, 5),
        1,
        steps,
        fault,
        Duration.ofMinutes(3));
  }

  PlannedStep step(int number, Phase phase, String name, String node) {
    Map<String, String> written = node.isEmpty() ? Map.of() : Map.of("node", node);
    Map<String, Object> values = node.isEmpty() ? Map.of() : Map.of("node", new NodeName(node));
    return PlannedStep.of(number, phase, definition(name), new Arguments(values), written);
  }

  static Topology topology() {
    return new Topology(
        "small",
        "image",
        "10.0.0.0/24",
        "10.1.0.0/16",
        "10.2.0.0/16",
        "10.0.0.2:6443",
        "",
        List.of(
            new Machine(CP, NodeRole.CONTROL_PLANE, "10.0.0.2"),
            new Machine(WORKER, NodeRole.WORKER, "10.0.0.3")));
  }

  StepDefinition definition(String name) {
    return new StepDefinition(name, "", List.of(), arguments -> operation(name, arguments));
  }

  private Operation operation(String name, Arguments arguments) {
    String title =
        arguments.optional("node", NodeName.class).map(node -> name + " " + node).orElse(name);
    return new Operation() {
      @Override
      public List<String> changes() {
        return List.of("would " + title);
      }

      @Override
      public String run(OperationContext context) {
        happens("run " + title);
        return behaviour.getOrDefault(title, () -> "did " + title).get();
      }
    };
  }

  DrillEnvironment environment() {
    return new DrillEnvironment(
        new FakeMachines(),
        cluster -> new FakeInstruments(),
        new KubeadmDistribution(),
        observation -> {
          kill.tick();
          recorded.add(observation);
          kill.tick();
        },
        time,
        runFolder,
        backups,
        what -> {},
        stop,
        disturbances);
  }

  void happens(String event) {
    kill.tick();
    events.add(event);
    kill.tick();
  }

  private static <T> T fake(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method.getName());
            }));
  }

  private final class FakeMachines implements Machines {

    @Override
    public Cluster create() {
      happens("create machines");
      machinesThere = true;
      return new FakeCluster(topology(), time, events);
    }

    @Override
    public Cluster attach() {
      if (!machinesThere) {
        throw new IllegalStateException("there is no machine to attach to");
      }
      happens("attach");
      return new FakeCluster(topology(), time, events);
    }

    @Override
    public void destroy() {
      happens("destroy");
      machinesThere = false;
    }
  }

  private final class FakeInstruments implements Instruments {

    @Override
    public void deploy() {
      happens("deploy");
    }

    @Override
    public Condition<Boolean> healthy() {
      return new Condition<>("healthy", "the cluster", () -> Sight.when(healthy, () -> "ill"));
    }

    @Override
    public Condition<Boolean> recovered(Demanded demanded) {
      return healthy();
    }

    @Override
    public void start(History soFar) {
      happens("start after " + soFar.observations().size());
    }

    @Override
    public void stop() {
      happens("stop");
    }

    @Override
    public void audit() {
      happens("audit");
    }
  }
}
