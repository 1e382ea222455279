package dev.firedrill.model;

import java.time.Duration;
import java.util.Objects;

/**
 * What a scenario demands of its run; the verdict's checkers read it from {@code run.json}.
 *
 * @param version the version every component has in the end
 * @param backupBeforeChange true where a verified etcd snapshot must precede the first change
 * @param workloadFailedRequests how many requests of the workload may fail
 * @param workloadLongestGap the longest time the workload may be without a success
 * @param apiLongestGap the longest time the API may be without a success through its endpoint
 * @param demands what is demanded of the recovery, where there is a fault
 */
public record Expectations(
    Version version,
    boolean backupBeforeChange,
    long workloadFailedRequests,
    Duration workloadLongestGap,
    Duration apiLongestGap,
    Demands demands) {

  /** A run saved before there were faults demands what a plain change does. */
  public Expectations {
    demands = Objects.requireNonNullElse(demands, Demands.OF_A_CHANGE);
  }

  /** Of a plain change. */
  public Expectations(
      Version version,
      boolean backupBeforeChange,
      long workloadFailedRequests,
      Duration workloadLongestGap,
      Duration apiLongestGap) {
    this(
        version,
        backupBeforeChange,
        workloadFailedRequests,
        workloadLongestGap,
        apiLongestGap,
        Demands.OF_A_CHANGE);
  }
}
