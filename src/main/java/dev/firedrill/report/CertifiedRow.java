package dev.firedrill.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.firedrill.model.DisasterRow;
import dev.firedrill.verdict.Outcome;

/**
 * A row of the recovery table, and what its drill has shown.
 *
 * @param row the row
 * @param measured how long the recovery took, as people read it; empty where it was not measured,
 *     and "not applicable" where the row's scenario means nothing on the backend's clusters
 * @param dataLoss what the ledger says of acknowledged writes; empty where no drill was run
 * @param outcome the drill's verdict; {@link Outcome#INCONCLUSIVE} where no drill was run
 * @param why what speaks against a pass, or keeps the drill from being run; empty for a pass
 * @param page the drill's own report, from the table's folder; empty where there is none
 */
public record CertifiedRow(
    DisasterRow row, String measured, String dataLoss, Outcome outcome, String why, String page) {

  private static final String NOT_APPLICABLE = "not applicable";

  /** A row that nothing is known of. */
  public static CertifiedRow notRun(DisasterRow row, Outcome outcome, String why) {
    return new CertifiedRow(row, "", "", outcome, why, "");
  }

  /** A row that the backend's clusters do not have, for that reason. */
  public static CertifiedRow notApplicable(DisasterRow row, String why) {
    return new CertifiedRow(row, NOT_APPLICABLE, "", Outcome.INCONCLUSIVE, why, "");
  }

  /** True where it says neither that clusters recover nor that they do not. */
  @JsonIgnore
  public boolean isNotApplicable() {
    return measured.equals(NOT_APPLICABLE);
  }

  /** The verdict with its measured time, where there is one, in few words. */
  public String text() {
    boolean untimed = isNotApplicable() || measured.isEmpty() || measured.equals("nothing");
    return untimed ? words() : words() + ", " + measured;
  }

  /** What stands in the table's last column. */
  String words() {
    return isNotApplicable() ? NOT_APPLICABLE : VerdictSection.wordsFor(outcome);
  }
}
