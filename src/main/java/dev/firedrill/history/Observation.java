package dev.firedrill.history;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.firedrill.model.AgentPlacement;
import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing seen or done while a drill ran; a line of {@code history.jsonl}. The name in its {@code
 * kind} is part of the file format and does not change.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Observation.RunStarted.class, name = "run-started"),
  @JsonSubTypes.Type(value = Observation.RunResumed.class, name = "run-resumed"),
  @JsonSubTypes.Type(value = Observation.RunEnded.class, name = "run-ended"),
  @JsonSubTypes.Type(value = Observation.HarnessFailed.class, name = "harness-failed"),
  @JsonSubTypes.Type(value = Observation.StepStarted.class, name = "step-started"),
  @JsonSubTypes.Type(value = Observation.StepFinished.class, name = "step-finished"),
  @JsonSubTypes.Type(value = Observation.FaultInjected.class, name = "fault-injected"),
  @JsonSubTypes.Type(value = Observation.DisasterBegun.class, name = "disaster-begun"),
  @JsonSubTypes.Type(value = Observation.DisasterConfirmed.class, name = "disaster-confirmed"),
  @JsonSubTypes.Type(value = Observation.DisasterDoubted.class, name = "disaster-doubted"),
  @JsonSubTypes.Type(value = Observation.RecoverySeen.class, name = "recovery-seen"),
  @JsonSubTypes.Type(value = Observation.RecoveryEnded.class, name = "recovery-ended"),
  @JsonSubTypes.Type(value = Observation.DisasterHealed.class, name = "disaster-healed"),
  @JsonSubTypes.Type(value = Observation.FaultHealed.class, name = "fault-healed"),
  @JsonSubTypes.Type(value = Observation.RunbookResumed.class, name = "runbook-resumed"),
  @JsonSubTypes.Type(value = Observation.CommandRun.class, name = "command-run"),
  @JsonSubTypes.Type(value = Observation.NodeSeen.class, name = "node-seen"),
  @JsonSubTypes.Type(value = Observation.ComponentSeen.class, name = "component-seen"),
  @JsonSubTypes.Type(value = Observation.EtcdSeen.class, name = "etcd-seen"),
  @JsonSubTypes.Type(value = Observation.BudgetSeen.class, name = "budget-seen"),
  @JsonSubTypes.Type(value = Observation.PodsSeen.class, name = "pods-seen"),
  @JsonSubTypes.Type(value = Observation.WatchLost.class, name = "watch-lost"),
  @JsonSubTypes.Type(value = Observation.PodRemoved.class, name = "pod-removed"),
  @JsonSubTypes.Type(value = Observation.LoadWindow.class, name = "load-window"),
  @JsonSubTypes.Type(value = Observation.RequestFailed.class, name = "request-failed"),
  @JsonSubTypes.Type(value = Observation.LedgerWritten.class, name = "ledger-written"),
  @JsonSubTypes.Type(
      value = Observation.LedgerUnacknowledged.class,
      name = "ledger-unacknowledged"),
  @JsonSubTypes.Type(value = Observation.LedgerAudited.class, name = "ledger-audited"),
  @JsonSubTypes.Type(value = Observation.BackupTaken.class, name = "backup-taken"),
  @JsonSubTypes.Type(value = Observation.BackupRead.class, name = "backup-read"),
  @JsonSubTypes.Type(value = Observation.CheckMade.class, name = "check-made"),
})
public sealed interface Observation {

  /** When it was seen. */
  Instant at();

  /**
   * The run began; always the first line.
   *
   * @param scenario the scenario's name
   * @param seed the run's seed
   * @param backend the backend's name, for the report only
   * @param simulated true where no real cluster was used
   * @param nodes every node and its role, control planes in joining order
   * @param agents where the kubelets of control planes run
   * @param electionTimeout for how long an etcd member waits for its leader before it wants to be
   *     elected itself
   */
  record RunStarted(
      Instant at,
      String scenario,
      long seed,
      String backend,
      boolean simulated,
      Map<NodeName, NodeRole> nodes,
      AgentPlacement agents,
      Duration electionTimeout)
      implements Observation {

    private static final Duration ETCD_DEFAULT = Duration.ofSeconds(1);

    /** A run saved before clusters differed in these has what all had. */
    public RunStarted {
      agents = Objects.requireNonNullElse(agents, AgentPlacement.BESIDE);
      electionTimeout = Objects.requireNonNullElse(electionTimeout, ETCD_DEFAULT);
    }

    /** Where kubelets run beside control planes, and etcd has its default timeout. */
    public RunStarted(
        Instant at,
        String scenario,
        long seed,
        String backend,
        boolean simulated,
        Map<NodeName, NodeRole> nodes) {
      this(at, scenario, seed, backend, simulated, nodes, AgentPlacement.BESIDE, ETCD_DEFAULT);
    }
  }

  /**
   * The harness was started again after it had been killed. Between the last observation before
   * this and this one nobody was looking and no load was offered.
   */
  record RunResumed(Instant at) implements Observation {}

  /** Every step is over and the load has ended; the last line of a complete run. */
  record RunEnded(Instant at) implements Observation {}

  /** Firedrill itself failed: the run can be no evidence. */
  record HarnessFailed(Instant at, String doing, String what) implements Observation {}

  /** When in the drill a step runs. */
  enum Phase {
    /** Bringing the cluster up. */
    CREATE,
    /** Before the change: checks and backups. */
    BEFORE,
    /** The change that is rehearsed. */
    CHANGE,
    /** The recovery from the scenario's fault. */
    RECOVERY,
    /** After the recovery, with the fault healed: what makes the cluster whole again. */
    AFTER
  }

  /**
   * A step began.
   *
   * @param id unique in the run and the same when the run is resumed
   * @param step the step's name in scenario files, for example {@code drain}
   * @param node the node it is about, or empty for the whole cluster
   * @param arguments its arguments as written
   * @param changes what it said it would change
   */
  record StepStarted(
      Instant at,
      String id,
      Phase phase,
      String step,
      String node,
      Map<String, String> arguments,
      List<String> changes)
      implements Observation {}

  /**
   * A step ended.
   *
   * @param succeeded false where it failed
   * @param detail what it did, or why it failed in an operator's words
   */
  record StepFinished(Instant at, String id, boolean succeeded, String detail)
      implements Observation {}

  /**
   * A fault struck the cluster that no step of the scenario asked for.
   *
   * @param what what was done, for example {@code stop-etcd cp-2}
   */
  record FaultInjected(Instant at, String what) implements Observation {}

  /**
   * The scenario's fault is about to be injected.
   *
   * @param id unique in the run and the same when the run is resumed
   * @param fault the fault's name in scenario files, for example {@code kill-machine}
   * @param arguments its arguments as written
   * @param absent the nodes that recovery has to do without until the fault is healed
   * @param changes what it said it would break
   */
  record DisasterBegun(
      Instant at,
      String id,
      String fault,
      Map<String, String> arguments,
      List<NodeName> absent,
      List<String> changes)
      implements Observation {}

  /**
   * The fault was seen to be there: the recovery clock starts.
   *
   * @param seen what was seen
   */
  record DisasterConfirmed(Instant at, String id, String seen) implements Observation {}

  /** The fault was injected and not seen to be there: what follows rehearses nothing. */
  record DisasterDoubted(Instant at, String id, String why) implements Observation {}

  /**
   * Whether everything that the disaster's row asks for holds; recorded where that changes, and now
   * and then while it does not.
   *
   * @param holds true where all of it holds
   * @param seen what does not
   */
  record RecoverySeen(Instant at, boolean holds, String seen) implements Observation {}

  /**
   * The recovery was waited for.
   *
   * @param settled true where everything has held without a break for the scenario's settle time
   * @param why where it did not: what was waited for and seen last
   */
  record RecoveryEnded(Instant at, boolean settled, String why) implements Observation {}

  /**
   * What recovery is not to mend was taken back: machines run again, networks are whole.
   *
   * @param healed false where it could not be
   */
  record DisasterHealed(Instant at, String id, boolean healed, String detail)
      implements Observation {}

  /**
   * A fault is over: what was taken was given back. What it brought about may last longer.
   *
   * @param what as it was when it struck
   */
  record FaultHealed(Instant at, String what) implements Observation {}

  /**
   * A runbook that had stopped at a failed step is gone on with at that step, on a cluster that
   * faults strike no more.
   */
  record RunbookResumed(Instant at) implements Observation {}

  /**
   * A command ran on a node. Its whole output is in the run folder.
   *
   * @param at when it ended
   * @param step the id of the step that ran it, or empty
   * @param line the argument vector joined by spaces, secrets masked
   * @param exitCode the exit code, or -1 where it timed out or the node could not be reached
   * @param elapsed how long it took
   * @param output the file below the run folder that holds stdout and stderr, or empty
   */
  record CommandRun(
      Instant at,
      String step,
      NodeName node,
      String line,
      int exitCode,
      Duration elapsed,
      String output)
      implements Observation {}

  /**
   * A node as the API showed it.
   *
   * @param present false where the API knew no such node
   * @param ready the Ready condition is True
   * @param schedulable it is not cordoned
   */
  record NodeSeen(Instant at, NodeName node, boolean present, boolean ready, boolean schedulable)
      implements Observation {}

  /**
   * A component's version, asked of the running thing.
   *
   * @param version as it said it, or empty where it did not answer
   */
  record ComponentSeen(Instant at, NodeName node, Component component, String version)
      implements Observation {}

  /**
   * The etcd members, each asked by itself.
   *
   * @param voters how many voting members there are; -1 where nobody could say
   * @param healthy the nodes whose member answered a linearizable read
   * @param leader the leader's node, or empty
   */
  record EtcdSeen(Instant at, int voters, List<NodeName> healthy, String leader)
      implements Observation {}

  /**
   * A PodDisruptionBudget's status.
   *
   * @param budget namespace and name
   * @param healthyPods how many pods were healthy
   * @param desiredHealthy how many it wants
   */
  record BudgetSeen(Instant at, String budget, int healthyPods, int desiredHealthy)
      implements Observation {}

  /**
   * The pods of a node, but for static and finished ones: namespace, name and uid of each, joined
   * by slashes, sorted.
   *
   * @param pods those that a drain has to move
   * @param ending those of them that were told to end and have time to
   * @param daemons those of DaemonSets, which a drain leaves; none where a run from before these
   *     were looked at is read
   */
  record PodsSeen(
      Instant at, NodeName node, List<String> pods, List<String> ending, List<String> daemons)
      implements Observation {

    /** Copies the lists; those that are not in a file are empty. */
    public PodsSeen(
        Instant at,
        NodeName node,
        List<String> pods,
        @Nullable List<String> ending,
        @Nullable List<String> daemons) {
      this.at = at;
      this.node = node;
      this.pods = List.copyOf(pods);
      this.ending = ending == null ? List.of() : List.copyOf(ending);
      this.daemons = daemons == null ? List.of() : List.copyOf(daemons);
    }
  }

  /** The watcher could not ask for the state of something for a while. */
  record WatchLost(Instant at, String what, String why) implements Observation {}

  /** How a pod was made to go. */
  enum Removal {
    /** By the eviction API, which respects budgets. */
    EVICTED,
    /** By deleting it, which does not. */
    DELETED
  }

  /** An operation removed a pod from a node. */
  record PodRemoved(Instant at, NodeName node, String pod, Removal how) implements Observation {}

  /**
   * What one stream of load saw in a window of time. Latency is counted from the intended start.
   *
   * @param at the window's start
   * @param stream {@code workload} or {@code api}
   * @param length the window's length
   * @param sent requests whose intended start lies in the window
   * @param failed how many of them failed
   * @param p50 the median latency of those that succeeded
   * @param p99 their 99th percentile
   * @param max their maximum
   * @param longestGap the longest time without a success that ended in, or still lasted at the end
   *     of, this window; it may have begun in an earlier one
   */
  record LoadWindow(
      Instant at,
      String stream,
      Duration length,
      long sent,
      long failed,
      Duration p50,
      Duration p99,
      Duration max,
      Duration longestGap)
      implements Observation {}

  /**
   * A request failed.
   *
   * @param at its intended start
   * @param stream {@code workload} or {@code api}
   * @param why what was seen
   */
  record RequestFailed(Instant at, String stream, String why) implements Observation {}

  /** The API acknowledged a ledger entry; from now on it must not be lost. */
  record LedgerWritten(Instant at, long number, String resourceVersion) implements Observation {}

  /** A ledger entry got no answer or a refusal; it may be there or not. */
  record LedgerUnacknowledged(Instant at, long number, String why) implements Observation {}

  /**
   * The ledger was read back.
   *
   * @param present how many entries were there
   * @param missing the acknowledged numbers that were not
   */
  record LedgerAudited(Instant at, long present, List<Long> missing) implements Observation {}

  /**
   * A backup was taken, verified and copied off the cluster.
   *
   * @param what {@code etcd} or {@code pki}
   * @param file where the copy is, below the run folder or absolute
   * @param sha256 the digest of the copy
   * @param bytes its size
   * @param revision the etcd revision it holds, or 0
   */
  record BackupTaken(Instant at, String what, String file, String sha256, long bytes, long revision)
      implements Observation {}

  /**
   * A file of a backup was read where it had been copied to, when all was over, by the drill and
   * not by the operation that took it.
   *
   * @param file the file, as {@link BackupTaken} names it
   * @param sha256 its digest
   * @param bytes its size
   * @param sealed true where it ends with the SHA-256 of what precedes, as a snapshot of etcd does
   */
  record BackupRead(Instant at, String file, String sha256, long bytes, boolean sealed)
      implements Observation {}

  /**
   * An operation compared something with what it should be.
   *
   * @param check what was checked, for example {@code etcd members healthy}
   * @param object what was looked at
   * @param passed whether it was as it should be
   */
  record CheckMade(
      Instant at, String check, String object, boolean passed, String expected, String seen)
      implements Observation {}
}
