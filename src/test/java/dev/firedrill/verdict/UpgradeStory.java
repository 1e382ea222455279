package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.Phase;
import dev.firedrill.history.Observation.Removal;
import dev.firedrill.model.AgentPlacement;
import dev.firedrill.model.Component;
import dev.firedrill.model.Expectations;
import dev.firedrill.model.LoadRates;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells the history of an upgrade from 1.29.4 to 1.30.4 as a run would have recorded it: every 5 s
 * a look at everything, a window of load and a ledger entry; each step takes 10 s and has its
 * effect in the middle. Three control planes and two workers. What is told wrong is judged wrong.
 */
final class UpgradeStory {

  static final NodeName CP_1 = new NodeName("cp-1");
  static final NodeName CP_2 = new NodeName("cp-2");
  static final NodeName CP_3 = new NodeName("cp-3");
  static final NodeName WORKER_1 = new NodeName("worker-1");
  static final NodeName WORKER_2 = new NodeName("worker-2");

  static final String OLD = "v1.29.4";
  static final String NEW = "v1.30.4";
  static final LoadRates RATES = new LoadRates(10, 1);
  static final Expectations EXPECTATIONS =
      new Expectations(Version.parse(NEW), true, 0, Duration.ofSeconds(5), Duration.ofSeconds(10));

  private static final Duration TICK = Duration.ofSeconds(5);
  private static final List<NodeName> CONTROL_PLANES = List.of(CP_1, CP_2, CP_3);
  private static final List<NodeName> WORKERS = List.of(WORKER_1, WORKER_2);
  private static final List<Component> CONTROL_PLANE_COMPONENTS =
      List.of(
          Component.KUBE_APISERVER, Component.KUBE_CONTROLLER_MANAGER, Component.KUBE_SCHEDULER);

  private final List<Observation> told = new ArrayList<>();
  private final Map<ComponentOn, String> versions = new LinkedHashMap<>();
  private final Set<NodeName> cordoned = new TreeSet<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private boolean watching;
  private boolean backedUp;
  private final Map<NodeName, Integer> drained = new TreeMap<>();
  private int steps;
  private long ledger;

  private UpgradeStory() {}

  /** A healthy cluster at 1.29.4, its creation told. */
  static UpgradeStory begun() {
    return begun(AgentPlacement.BESIDE);
  }

  /** The same, told of a distribution whose nodes may speak to those API servers. */
  static UpgradeStory begun(AgentPlacement agents) {
    UpgradeStory story = new UpgradeStory();
    Map<NodeName, NodeRole> roles = new LinkedHashMap<>();
    CONTROL_PLANES.forEach(node -> roles.put(node, NodeRole.CONTROL_PLANE));
    WORKERS.forEach(node -> roles.put(node, NodeRole.WORKER));
    story.tell(
        new Observation.RunStarted(
            story.now, "upgrade", 7, "test", true, roles, agents, Duration.ofSeconds(1)));
    story.step(Phase.CREATE, "initialise-control-plane", CP_1, () -> {});
    story.tell(
        new Observation.CheckMade(story.now, "baseline", "cluster", true, "healthy", "healthy"));
    for (NodeName node : roles.keySet()) {
      story.versions.put(new ComponentOn(Component.KUBELET, node), OLD);
      story.versions.put(new ComponentOn(Component.KUBE_PROXY, node), OLD);
      story.versions.put(new ComponentOn(Component.KUBECTL, node), OLD);
    }
    for (NodeName node : CONTROL_PLANES) {
      CONTROL_PLANE_COMPONENTS.forEach(c -> story.versions.put(new ComponentOn(c, node), OLD));
    }
    story.watching = true;
    return story.passes(10);
  }

  /** The whole of a correct upgrade. */
  static History goodHistory() {
    return begun()
        .preflight()
        .backUpEtcd()
        .controlPlanes()
        .upgrade(WORKER_1)
        .upgrade(WORKER_2)
        .verified()
        .ended();
  }

  /** All control planes: every API server before the first kubelet. */
  UpgradeStory controlPlanes() {
    CONTROL_PLANES.forEach(this::kubeadm);
    CONTROL_PLANES.forEach(this::replaceKubelet);
    return this;
  }

  UpgradeStory replaceKubelet(NodeName node) {
    return drain(node).kubelet(node).uncordon(node).awaitNode(node);
  }

  UpgradeStory preflight() {
    return step(Phase.BEFORE, "preflight", null, () -> {});
  }

  UpgradeStory backUpEtcd() {
    return step(
        Phase.BEFORE,
        "back-up-etcd",
        null,
        () -> {
          tell(new Observation.BackupTaken(now, "etcd", "etcd.db", "ab12", 4_096, 1_234));
          backedUp = true;
        });
  }

  /** All the work on one node in one go. */
  UpgradeStory upgrade(NodeName node) {
    return drain(node).kubeadm(node).kubelet(node).uncordon(node).awaitNode(node);
  }

  UpgradeStory drain(NodeName node) {
    return drain(node, Removal.EVICTED);
  }

  UpgradeStory drain(NodeName node, Removal how) {
    return step(
        Phase.CHANGE,
        "drain",
        node,
        () -> {
          cordoned.add(node);
          drained.merge(node, 1, Integer::sum);
          if (WORKERS.contains(node)) {
            tell(new Observation.PodRemoved(now, node, "default/web-0", how));
          }
        });
  }

  /** kubeadm's upgrade of a node, by the step that fits the node. */
  UpgradeStory kubeadm(NodeName node) {
    if (WORKERS.contains(node)) {
      return step(Phase.CHANGE, "upgrade-worker", node, () -> {});
    }
    String step = node.equals(CP_1) ? "upgrade-first-control-plane" : "upgrade-control-plane";
    return step(
        Phase.CHANGE,
        step,
        node,
        () -> {
          becomes(Component.KUBE_APISERVER, node, NEW);
          passes(5);
          becomes(Component.KUBE_CONTROLLER_MANAGER, node, NEW);
          becomes(Component.KUBE_SCHEDULER, node, NEW);
          if (CONTROL_PLANES.stream().allMatch(this::hasNewApiServer)) {
            passes(5);
            CONTROL_PLANES.forEach(each -> becomes(Component.KUBE_PROXY, each, NEW));
            WORKERS.forEach(each -> becomes(Component.KUBE_PROXY, each, NEW));
          }
        });
  }

  UpgradeStory kubelet(NodeName node) {
    return step(
        Phase.CHANGE,
        "upgrade-kubelet",
        node,
        () -> {
          becomes(Component.KUBELET, node, NEW);
          becomes(Component.KUBECTL, node, NEW);
        });
  }

  UpgradeStory uncordon(NodeName node) {
    return step(Phase.CHANGE, "uncordon", node, () -> cordoned.remove(node));
  }

  UpgradeStory awaitNode(NodeName node) {
    return step(Phase.CHANGE, "await-node", node, () -> {});
  }

  UpgradeStory verified() {
    return step(
        Phase.CHANGE,
        "verify-cluster",
        null,
        () -> tell(new Observation.CheckMade(now, "nodes ready", "cluster", true, "all", "all")));
  }

  /** A step that fails, without effect. */
  UpgradeStory failed(Phase phase, String step, String why) {
    String id = begin(phase, step, null);
    return finish(id, false, why);
  }

  /** A step that succeeds. */
  UpgradeStory step(Phase phase, String step, @Nullable NodeName node, Runnable effect) {
    String id = begin(phase, step, node);
    effect.run();
    return finish(id, true, "done");
  }

  /** The harness is killed in the middle of a step, and goes on with it after a while. */
  UpgradeStory killedDuring(Phase phase, String step, NodeName node, int seconds, Runnable effect) {
    String id = begin(phase, step, node);
    effect.run();
    now = now.plusSeconds(seconds);
    tell(new Observation.RunResumed(now));
    tell(new Observation.StepStarted(now, id, phase, step, node.value(), Map.of(), List.of()));
    return finish(id, true, "done");
  }

  UpgradeStory becomes(Component component, NodeName node, String version) {
    versions.put(new ComponentOn(component, node), version);
    return this;
  }

  UpgradeStory tell(Observation observation) {
    told.add(observation);
    return this;
  }

  static Predicate<Observation> isLoad(String stream) {
    return o -> o instanceof Observation.LoadWindow window && window.stream().equals(stream);
  }

  Instant now() {
    return now;
  }

  /** Time passes, watched and under load. */
  UpgradeStory passes(int seconds) {
    for (int passed = 0; passed < seconds; passed += 5) {
      Instant from = now;
      now = now.plus(TICK);
      if (watching) {
        look();
        load("workload", from, 50);
        load("api", from, 25);
        ledger++;
        tell(new Observation.LedgerWritten(now, ledger, Long.toString(1_000 + ledger)));
      }
    }
    return this;
  }

  /** The load ends, the ledger is read back, the run ends. */
  History ended() {
    passes(15);
    tell(new Observation.LedgerAudited(now, ledger, List.of()));
    if (backedUp) {
      tell(new Observation.BackupRead(now, "etcd.db", "ab12", 4_096, true));
    }
    tell(new Observation.CheckMade(now, "backups read", "backups", true, "all", "all"));
    tell(new Observation.RunEnded(now));
    return new History(told);
  }

  private String begin(Phase phase, String step, @Nullable NodeName node) {
    steps++;
    String id = "step-" + steps;
    String name = node == null ? "" : node.value();
    tell(new Observation.StepStarted(now, id, phase, step, name, Map.of(), List.of()));
    passes(5);
    return id;
  }

  private UpgradeStory finish(String id, boolean succeeded, String detail) {
    passes(5);
    return tell(new Observation.StepFinished(now, id, succeeded, detail));
  }

  private boolean hasNewApiServer(NodeName node) {
    return NEW.equals(versions.get(new ComponentOn(Component.KUBE_APISERVER, node)));
  }

  private void look() {
    CONTROL_PLANES.forEach(this::look);
    WORKERS.forEach(this::look);
    versions.forEach((part, version) -> see(part, version));
    tell(new Observation.EtcdSeen(now, 3, CONTROL_PLANES, "cp-1"));
    tell(new Observation.BudgetSeen(now, "default/web", 3, 2));
  }

  private void look(NodeName node) {
    tell(new Observation.NodeSeen(now, node, true, true, !cordoned.contains(node)));
    boolean empty = !WORKERS.contains(node) || cordoned.contains(node);
    List<String> pods = empty ? List.of() : List.of("default/web/" + generation(node));
    List<String> daemons = List.of("kube-system/kube-proxy-" + node + "/0");
    tell(new Observation.PodsSeen(now, node, pods, List.of(), daemons));
  }

  /** Its pods are others after each drain. */
  private int generation(NodeName node) {
    return drained.getOrDefault(node, 0);
  }

  private void see(ComponentOn part, String version) {
    tell(new Observation.ComponentSeen(now, part.node(), part.component(), version));
  }

  private void load(String stream, Instant from, long sent) {
    Duration quick = Duration.ofMillis(3);
    tell(
        new Observation.LoadWindow(
            from, stream, TICK, sent, 0, quick, quick, quick, Duration.ofMillis(250)));
  }
}
