package dev.firedrill.operations;

import dev.firedrill.backup.BackupSet;
import dev.firedrill.distribution.Distribution;
import dev.firedrill.history.Recorder;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.Cluster;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.waiting.Await;
import dev.firedrill.waiting.Condition;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * What an operation acts on and with.
 *
 * @param cluster the cluster
 * @param distribution how its distribution does each verb
 * @param recorder where observations go
 * @param runFolder where evidence is kept; nothing secret goes there
 * @param backups what is copied off the cluster, and where to; it holds every secret of it
 * @param step the id of the step that runs, or empty where an operation is used alone
 */
public record OperationContext(
    Cluster cluster,
    Distribution distribution,
    Recorder recorder,
    Path runFolder,
    BackupSet backups,
    String step) {

  /** The way to a machine; every command is recorded. */
  public NodeShell shell(NodeName node) {
    return new RecordedShell(cluster.shell(node), recorder, cluster.time(), runFolder, step);
  }

  /** The present moment on the run's clock. */
  public Instant now() {
    return cluster.time().now();
  }

  /** Waits on the run's clock. */
  public <T> T await(Condition<T> condition, Duration limit) {
    return new Await(cluster.time()).until(condition, limit);
  }

  /** Waits on the run's clock until the condition has held for a while without a break. */
  public <T> T awaitSettled(Condition<T> condition, Duration settle, Duration limit) {
    return new Await(cluster.time()).untilSettled(condition, settle, limit);
  }
}
