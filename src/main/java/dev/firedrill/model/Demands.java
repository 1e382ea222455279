package dev.firedrill.model;

import org.jspecify.annotations.Nullable;

/**
 * What a scenario with a fault demands of the recovery.
 *
 * @param row the disaster whose bound is asserted, or null for none
 * @param dataLoss which acknowledged writes may be lost
 * @param workloadThroughout true where the workload is judged while the cluster is broken too
 * @param apiThroughout true where the API is judged while the cluster is broken too
 */
public record Demands(
    @Nullable DisasterRow row,
    DataLoss dataLoss,
    boolean workloadThroughout,
    boolean apiThroughout) {

  /** What a plain change demands: no write is lost, everything is judged. */
  public static final Demands OF_A_CHANGE = new Demands(null, DataLoss.NONE, true, true);
}
