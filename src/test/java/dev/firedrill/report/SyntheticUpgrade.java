package dev.firedrill.report;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.Phase;
import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A made-up history of an upgrade of three control planes and two workers, about as long and as
 * dense as a real one. For trying the report only: nothing is certified by it.
 */
final class SyntheticUpgrade {

  private static final String OLD = "v1.29.4";
  private static final String NEW = "v1.30.4";
  private static final List<String> CONTROL_PLANES = List.of("cp-1", "cp-2", "cp-3");
  private static final List<String> WORKERS = List.of("worker-1", "worker-2");

  private final Instant start = RunDescriptions.STARTED_AT;
  private final Random random = new Random(42);
  private final List<Observation> seen = new ArrayList<>();
  private final Map<String, String> versions = new TreeMap<>();
  private final Map<String, List<Span>> cordoned = new HashMap<>();
  private final Map<String, List<Span>> notReady = new HashMap<>();
  private final Map<String, List<Span>> etcdAway = new LinkedHashMap<>();
  private final List<Span> apiAway = new ArrayList<>();
  private final List<Span> workloadAway = new ArrayList<>();
  private Instant now = start;
  private Instant created = start;
  private int step;

  private SyntheticUpgrade() {}

  /** Everything goes well. */
  static History smooth() {
    SyntheticUpgrade upgrade = new SyntheticUpgrade();
    upgrade.createAndPrepare();
    CONTROL_PLANES.forEach(upgrade::upgradeControlPlane);
    WORKERS.forEach(upgrade::upgradeWorker);
    upgrade.step(Phase.CHANGE, "verify-cluster", "", 8.2, "27 checks held");
    return upgrade.history(true);
  }

  /** The API is away for long, the workload too, and the first worker cannot be drained. */
  static History troubled() {
    SyntheticUpgrade upgrade = new SyntheticUpgrade();
    upgrade.createAndPrepare();
    CONTROL_PLANES.forEach(upgrade::upgradeControlPlane);
    upgrade.apiAway.add(upgrade.span(-40, 12.4));
    upgrade.workloadAway.add(upgrade.span(-20, 3.2));
    upgrade.cordoned.put("worker-1", List.of(upgrade.span(0, 600)));
    upgrade.begin(Phase.CHANGE, "drain", "worker-1");
    upgrade.pass(30);
    upgrade.finish(
        false,
        "draining node worker-1: expected every pod evicted within 30 s, saw <shop/web-2> refused"
            + " by budget \"web\" & 2 more. Next: give the budget room, or scale up");
    return upgrade.history(true);
  }

  /** The harness is killed in a drain and resumed; then killed again and left so. */
  static History killed() {
    SyntheticUpgrade upgrade = new SyntheticUpgrade();
    upgrade.createAndPrepare();
    upgrade.begin(Phase.CHANGE, "upgrade-first-control-plane", "cp-1");
    upgrade.pass(20);
    Instant killed = upgrade.now;
    upgrade.pass(45);
    Span dead = new Span(killed, upgrade.now);
    upgrade.seen.add(new Observation.RunResumed(upgrade.now));
    upgrade.step--;
    upgrade.upgradeControlPlane("cp-1");
    upgrade.begin(Phase.CHANGE, "upgrade-control-plane", "cp-2");
    upgrade.pass(10);
    History whole = upgrade.history(false);
    return new History(
        whole.observations().stream()
            .filter(o -> !(o.at().isAfter(dead.start()) && o.at().isBefore(dead.stop())))
            .toList());
  }

  private void createAndPrepare() {
    Map<NodeName, NodeRole> nodes = new LinkedHashMap<>();
    CONTROL_PLANES.forEach(n -> nodes.put(new NodeName(n), NodeRole.CONTROL_PLANE));
    WORKERS.forEach(n -> nodes.put(new NodeName(n), NodeRole.WORKER));
    seen.add(
        new Observation.RunStarted(start, "upgrade-1.29-to-1.30", 42, "kubeadm", false, nodes));
    pass(9);
    step(Phase.CREATE, "initialise-control-plane", "cp-1", 17.8, "cp-1 runs " + OLD);
    step(Phase.CREATE, "install-network", "", 2.9, "flannel installed");
    step(Phase.CREATE, "join-control-plane", "cp-2", 16.1, "joined");
    step(Phase.CREATE, "join-control-plane", "cp-3", 19.4, "joined");
    step(Phase.CREATE, "join-worker", "worker-1", 7.2, "joined");
    step(Phase.CREATE, "join-worker", "worker-2", 6.8, "joined");
    created = now;
    pass(10);
    step(Phase.BEFORE, "preflight", "", 3.6, "41 checks held");
    step(Phase.BEFORE, "back-up-etcd", "", 4.4, "snapshot of revision 4711 verified");
    seen.add(
        new Observation.BackupTaken(
            now,
            "etcd",
            "/backups/upgrade-1.29-to-1.30/etcd-4711.db",
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            5_341_216,
            4711));
    step(Phase.BEFORE, "back-up-pki", "", 0.7, "22 files copied");
    step(Phase.BEFORE, "plan-upgrade", "cp-1", 3.9, "kubeadm can upgrade to " + NEW);
  }

  private void upgradeControlPlane(String node) {
    boolean first = node.equals("cp-1");
    begin(Phase.CHANGE, first ? "upgrade-first-control-plane" : "upgrade-control-plane", node);
    pass(14);
    etcdAway.computeIfAbsent(node, none -> new ArrayList<>()).add(span(0, 3));
    version(node, Component.ETCD, "3.5.15");
    pass(8);
    apiAway.add(span(0, 0.8));
    version(node, Component.KUBE_APISERVER, NEW);
    pass(9);
    version(node, Component.KUBE_CONTROLLER_MANAGER, NEW);
    pass(6);
    version(node, Component.KUBE_SCHEDULER, NEW);
    pass(4);
    finish(true, "control plane of " + node + " runs " + NEW);
    upgradeNode(node, 2.1);
  }

  private void upgradeWorker(String node) {
    step(Phase.CHANGE, "upgrade-worker", node, 2.4, "configuration renewed");
    upgradeNode(node, 14.3);
  }

  private void upgradeNode(String node, double drain) {
    Instant drained = now;
    step(Phase.CHANGE, "drain", node, drain, "3 pods evicted");
    for (int pod = 0; pod < 3; pod++) {
      seen.add(
          new Observation.PodRemoved(
              now, new NodeName(node), "shop/web-" + pod, Observation.Removal.EVICTED));
    }
    Instant restarted = now;
    step(Phase.CHANGE, "upgrade-kubelet", node, 3.8, "kubelet restarted at " + NEW);
    version(node, Component.KUBELET, NEW);
    step(Phase.CHANGE, "await-node", node, 5.2, "Ready at " + NEW);
    notReady.computeIfAbsent(node, none -> new ArrayList<>()).add(new Span(restarted, now));
    version(node, Component.KUBE_PROXY, NEW);
    step(Phase.CHANGE, "uncordon", node, 0.3, "schedulable");
    cordoned.computeIfAbsent(node, none -> new ArrayList<>()).add(new Span(drained, now));
  }

  private void step(Phase phase, String name, String node, double seconds, String detail) {
    begin(phase, name, node);
    pass(seconds);
    finish(true, detail);
  }

  private void begin(Phase phase, String name, String node) {
    step++;
    Map<String, String> arguments = new TreeMap<>();
    if (!node.isEmpty()) {
      arguments.put("node", node);
    }
    if (name.startsWith("upgrade")) {
      arguments.put("to", NEW);
    }
    seen.add(
        new Observation.StepStarted(
            now,
            "s" + step,
            phase,
            name,
            node,
            arguments,
            List.of("what " + name + " changes", "static pods on " + node + " restart")));
    commands(node.isEmpty() ? "cp-1" : node);
  }

  private void commands(String node) {
    NodeName on = new NodeName(node);
    String id = "s" + step;
    seen.add(
        new Observation.CommandRun(
            now.plusMillis(180),
            id,
            on,
            "kubeadm upgrade node --certificate-renewal=true --v=2",
            0,
            Duration.ofMillis(170),
            "commands/" + node + "-kubeadm-" + step + ".txt"));
    for (int poll = 1; poll <= 4; poll++) {
      seen.add(
          new Observation.CommandRun(
              now.plusMillis(180 + 30L * poll),
              id,
              on,
              "crictl ps --name kube-apiserver -o json",
              poll < 4 ? 1 : 0,
              Duration.ofMillis(20),
              ""));
    }
  }

  private void finish(boolean succeeded, String detail) {
    seen.add(new Observation.StepFinished(now, "s" + step, succeeded, detail));
  }

  private void version(String node, Component component, String to) {
    seen.add(new Observation.ComponentSeen(now, new NodeName(node), component, to));
    versions.put(node + " " + component, to);
  }

  private void pass(double seconds) {
    now = now.plusMillis(Math.round(seconds * 1000));
  }

  private Span span(double from, double length) {
    Instant begins = now.plusMillis(Math.round(from * 1000));
    return new Span(begins, begins.plusMillis(Math.round(length * 1000)));
  }

  private History history(boolean ended) {
    if (ended) {
      pass(12);
    }
    firstVersions();
    for (Instant at = created; at.isBefore(now); at = at.plusSeconds(1)) {
      look(at);
      load(at, "workload", 200, workloadAway);
      load(at, "api", 50, apiAway);
      ledger(at);
    }
    if (ended) {
      seen.add(new Observation.LedgerAudited(now, 1200, List.of()));
      seen.add(
          new Observation.CheckMade(now, "node in service", "node cp-1", true, "Ready", "Ready"));
      seen.add(new Observation.RunEnded(now));
    }
    seen.sort(Comparator.comparing(Observation::at));
    return new History(seen);
  }

  private void firstVersions() {
    for (String node : CONTROL_PLANES) {
      for (Component component :
          List.of(
              Component.KUBE_APISERVER,
              Component.KUBE_CONTROLLER_MANAGER,
              Component.KUBE_SCHEDULER)) {
        seen.add(new Observation.ComponentSeen(created, new NodeName(node), component, OLD));
      }
      seen.add(
          new Observation.ComponentSeen(created, new NodeName(node), Component.ETCD, "3.5.12"));
    }
    for (NodeName node : RunDescriptions.ha().nodes()) {
      seen.add(new Observation.ComponentSeen(created, node, Component.KUBELET, OLD));
      seen.add(new Observation.ComponentSeen(created, node, Component.KUBE_PROXY, OLD));
    }
  }

  private void look(Instant at) {
    for (NodeName node : RunDescriptions.ha().nodes()) {
      boolean ready = !within(notReady.get(node.value()), at);
      boolean schedulable = !within(cordoned.get(node.value()), at);
      seen.add(new Observation.NodeSeen(at, node, true, ready, schedulable));
    }
    List<NodeName> healthy =
        CONTROL_PLANES.stream()
            .filter(node -> !within(etcdAway.get(node), at))
            .map(NodeName::new)
            .toList();
    String leader = healthy.isEmpty() ? "" : leaderAt(at, healthy);
    seen.add(new Observation.EtcdSeen(at, 3, healthy, leader));
    boolean draining = cordoned.values().stream().anyMatch(spans -> within(spans, at));
    seen.add(new Observation.BudgetSeen(at, "shop/web", draining ? 5 : 6, 5));
    if (within(apiAway, at)) {
      seen.add(new Observation.WatchLost(at, "nodes", "connection refused"));
    }
  }

  /** cp-1 leads until its member restarts, then cp-2, then cp-3. */
  private String leaderAt(Instant at, List<NodeName> healthy) {
    long restarts =
        etcdAway.values().stream()
            .filter(spans -> spans.get(0).start().minusSeconds(1).isBefore(at))
            .count();
    String leader = CONTROL_PLANES.get((int) Math.min(2, restarts));
    return healthy.contains(new NodeName(leader)) ? leader : healthy.get(0).value();
  }

  private void load(Instant at, String stream, int rate, List<Span> away) {
    boolean restarting = within(apiAway, at) && stream.equals("api");
    boolean gone = within(away, at) || within(away, at.plusMillis(999));
    double busy = restarting ? 40 : 1 + random.nextDouble() * 0.5;
    long base = stream.equals("api") ? 6_000 : 1_200;
    long failed = gone ? Math.round(rate * (0.3 + 0.7 * random.nextDouble())) : 0;
    Duration gap =
        away.stream()
            .filter(span -> contains(span, at) || contains(span, at.plusMillis(999)))
            .map(span -> new Span(span.start(), earlier(span.stop(), at.plusSeconds(1))).length())
            .max(Comparator.naturalOrder())
            .orElse(Duration.ofMillis(25));
    if (gap.toMillis() >= 1000) {
      failed = rate;
    }
    long micros = Math.round(base * busy);
    long p99 = Math.round(micros * (3 + random.nextDouble() * 3));
    long max = Math.round(p99 * (1.2 + random.nextDouble() * 6));
    boolean none = failed == rate;
    seen.add(
        new Observation.LoadWindow(
            at,
            stream,
            Duration.ofSeconds(1),
            rate,
            failed,
            none ? Duration.ZERO : Duration.ofNanos(micros * 1000),
            none ? Duration.ZERO : Duration.ofNanos(p99 * 1000),
            none ? Duration.ZERO : Duration.ofNanos(max * 1000),
            gap));
    for (int i = 0; i < failed; i++) {
      seen.add(new Observation.RequestFailed(at, stream, "connection <refused> & reset"));
    }
  }

  private void ledger(Instant at) {
    for (int i = 0; i < 4; i++) {
      long number = Duration.between(created, at).toSeconds() * 4 + i;
      if (within(apiAway, at)) {
        seen.add(new Observation.LedgerUnacknowledged(at, number, "connection refused"));
      } else {
        seen.add(new Observation.LedgerWritten(at, number, String.valueOf(4000 + number)));
      }
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static boolean within(List<Span> spans, Instant at) {
    return spans != null && spans.stream().anyMatch(span -> contains(span, at));
  }

  private static boolean contains(Span span, Instant at) {
    return !at.isBefore(span.start()) && at.isBefore(span.stop());
  }
}
