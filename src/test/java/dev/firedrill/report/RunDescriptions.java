package dev.firedrill.report;

import dev.firedrill.model.Expectations;
import dev.firedrill.model.LoadRates;
import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Descriptions of runs to test with. */
final class RunDescriptions {

  static final Instant STARTED_AT = Instant.parse("2026-11-22T19:30:00.250Z");
  static final String SCENARIO_TEXT = "name: upgrade-1.29-to-1.30\ncluster: ha\n";

  private RunDescriptions() {}

  static RunDescription upgrade() {
    return upgradeStartedAt(STARTED_AT);
  }

  static RunDescription upgradeStartedAt(Instant startedAt) {
    return new RunDescription(
        "upgrade-1.29-to-1.30",
        RunDescription.sha256(SCENARIO_TEXT),
        "",
        new Seed(42),
        "kubeadm",
        false,
        ha(),
        new Expectations(
            Version.parse("v1.30.4"), true, 0, Duration.ofSeconds(1), Duration.ofSeconds(10)),
        new LoadRates(200, 50),
        "0.1.0",
        "",
        startedAt,
        new HostFacts("Docker 20.10.24", "Linux 6.18", 2, 25_000_000_000L));
  }

  static Topology ha() {
    return new Topology(
        "ha",
        "firedrill/node",
        "172.30.0.0/24",
        "10.244.0.0/16",
        "10.96.0.0/16",
        "172.30.0.100:6443",
        "172.30.0.100",
        List.of(
            new Machine(new NodeName("cp-1"), NodeRole.CONTROL_PLANE, "172.30.0.11"),
            new Machine(new NodeName("cp-2"), NodeRole.CONTROL_PLANE, "172.30.0.12"),
            new Machine(new NodeName("cp-3"), NodeRole.CONTROL_PLANE, "172.30.0.13"),
            new Machine(new NodeName("worker-1"), NodeRole.WORKER, "172.30.0.21"),
            new Machine(new NodeName("worker-2"), NodeRole.WORKER, "172.30.0.22")));
  }
}
