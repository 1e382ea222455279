package dev.firedrill.drill;

import dev.firedrill.backup.BackupSet;
import dev.firedrill.distribution.Distribution;
import dev.firedrill.history.Recorder;
import dev.firedrill.operations.OperationContext;
import dev.firedrill.ports.Cluster;
import dev.firedrill.ports.TimeSource;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a drill works with.
 *
 * @param machines the machines, made and removed
 * @param instruments what is put beside the steps, once there is a cluster
 * @param distribution how the cluster's distribution does each verb
 * @param recorder where observations go
 * @param time the run's clock
 * @param runFolder where evidence is kept
 * @param backups what is copied off the cluster, and where to
 * @param narrator told what the drill is at, for somebody who watches
 * @param stop how the drill is asked to stop
 * @param disturbances what befalls the cluster beside what the scenario does
 */
public record DrillEnvironment(
    Machines machines,
    Function<Cluster, Instruments> instruments,
    Distribution distribution,
    Recorder recorder,
    TimeSource time,
    Path runFolder,
    BackupSet backups,
    Consumer<String> narrator,
    StopSignal stop,
    Disturbances disturbances) {

  /** Makes the recorder safe for a thread that may be interrupted. */
  public DrillEnvironment {
    recorder = stop.shielding(recorder);
  }

  /** Where nothing befalls the cluster that the scenario does not do. */
  public DrillEnvironment(
      Machines machines,
      Function<Cluster, Instruments> instruments,
      Distribution distribution,
      Recorder recorder,
      TimeSource time,
      Path runFolder,
      BackupSet backups,
      Consumer<String> narrator,
      StopSignal stop) {
    this(
        machines,
        instruments,
        distribution,
        recorder,
        time,
        runFolder,
        backups,
        narrator,
        stop,
        Disturbances.NONE);
  }

  OperationContext context(Cluster cluster, String step) {
    return new OperationContext(cluster, distribution, recorder, runFolder, backups, step);
  }

  void narrate(String what) {
    narrator.accept(what);
  }
}
