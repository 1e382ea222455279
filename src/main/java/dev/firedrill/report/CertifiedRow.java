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
 * @param notApplicable true where the row's scenario means nothing on the backend's clusters, for
 *     that reason: it says neither that they recover nor that they do not
 */
public record CertifiedRow(
    DisasterRow row,
    String measured,
    String dataLoss,
    Outcome outcome,
    String why,
    String page,
    boolean notApplicable) {

  /** A row that nothing is known of. */
  public static CertifiedRow notRun(DisasterRow row, Outcome outcome, String why) {
    return new CertifiedRow(row, "", "", outcome, why, "", false);
  }

  /** A row that the backend's clusters do not have. */
  public static CertifiedRow notApplicable(DisasterRow row, String why) {
    return new CertifiedRow(row, "", "", Outcome.INCONCLUSIVE, why, "", true);
  }

  /** What stands in the table's last column. */
  String words() {
    return notApplicable ? "not applicable" : VerdictSection.wordsFor(outcome);
  }
}
