package dev.firedrill.model;

import java.time.Duration;

/**
 * What a scenario demands of its run; the verdict's checkers read it from {@code run.json}.
 *
 * @param version the version every component has in the end
 * @param backupBeforeChange true where a verified etcd snapshot must precede the first change
 * @param workloadFailedRequests how many requests of the workload may fail
 * @param workloadLongestGap the longest time the workload may be without a success
 * @param apiLongestGap the longest time the API may be without a success through its endpoint
 */
public record Expectations(
    Version version,
    boolean backupBeforeChange,
    long workloadFailedRequests,
    Duration workloadLongestGap,
    Duration apiLongestGap) {}
