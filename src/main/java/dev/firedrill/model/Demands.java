package dev.firedrill.model;

import java.util.Optional;

/**
 * What a scenario with a fault demands of the recovery.
 *
 * @param row the key of the disaster whose bound is asserted, or empty for none
 * @param dataLoss which acknowledged writes may be lost
 * @param workloadThroughout true where the workload is judged while the cluster is broken too
 * @param apiThroughout true where the API is judged while the cluster is broken too
 */
public record Demands(
    String row, DataLoss dataLoss, boolean workloadThroughout, boolean apiThroughout) {

  /** What a plain change demands: no write is lost, everything is judged. */
  public static final Demands OF_A_CHANGE = new Demands("", DataLoss.NONE, true, true);

  /** The disaster whose bound is asserted. */
  public Optional<DisasterRow> disaster() {
    return DisasterRow.find(row);
  }
}
