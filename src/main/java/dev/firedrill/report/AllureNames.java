package dev.firedrill.report;

import dev.firedrill.verdict.Finding;
import dev.firedrill.verdict.Outcome;
import io.qameta.allure.model.Status;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** How things of a run are called in Allure. */
final class AllureNames {

  private AllureNames() {}

  /** The same identifier for the same thing, so that writing results again replaces them. */
  static String uuid(String... key) {
    return UUID.nameUUIDFromBytes(String.join("\0", key).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  /**
   * The status that an outcome is shown as. INCONCLUSIVE is broken, as HARNESS_ERROR is, and not
   * skipped: Allure leaves what is skipped out of its percentage, and a run with a doubt would show
   * 100 %. The two are told apart by category.
   */
  static Status status(Outcome outcome) {
    return switch (outcome) {
      case PASS -> Status.PASSED;
      case FAIL -> Status.FAILED;
      case INCONCLUSIVE, HARNESS_ERROR -> Status.BROKEN;
    };
  }

  /** The message of a finding; its category is recognised by the first word. */
  static String message(Finding finding) {
    return harmless(
        "%s: %s: %s".formatted(finding.outcome(), finding.checker(), finding.summary()));
  }

  /**
   * A text for Allure's status messages and parameters. Allure 2.34 puts the former, and the latter
   * where they begin like a link, into its page as HTML; what a cluster said must not become markup
   * there. Angle brackets become those of quotations; everything else Allure escapes.
   */
  static String harmless(String text) {
    return text.replace('<', '\u2039').replace('>', '\u203a');
  }

  /** A step that did not end is the harness's matter, one that failed the cluster's. */
  static Status status(DrillStep.Ending ending) {
    return switch (ending) {
      case SUCCEEDED -> Status.PASSED;
      case FAILED -> Status.FAILED;
      case UNFINISHED -> Status.BROKEN;
    };
  }
}
