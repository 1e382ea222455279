package dev.firedrill.report;

import dev.firedrill.model.DisasterRow;
import dev.firedrill.verdict.Outcome;

/**
 * A row of the recovery table, and what its drill has shown.
 *
 * @param row the row
 * @param measured how long the recovery took, as people read it; empty where it was not measured
 * @param dataLoss what the ledger says of acknowledged writes; empty where no drill was run
 * @param outcome the drill's verdict; {@link Outcome#INCONCLUSIVE} where no drill was run
 * @param why what speaks against a pass, or keeps the drill from being run; empty for a pass
 * @param page the drill's own report, from the table's folder; empty where there is none
 */
public record CertifiedRow(
    DisasterRow row, String measured, String dataLoss, Outcome outcome, String why, String page) {

  /** A row that nothing is known of. */
  public static CertifiedRow notRun(DisasterRow row, Outcome outcome, String why) {
    return new CertifiedRow(row, "", "", outcome, why, "");
  }
}
