package dev.firedrill.operations;

import dev.firedrill.history.Observation;
import java.util.ArrayList;
import java.util.List;

/** Compares things with what they should be, records each comparison, and keeps what was wrong. */
final class Checks {

  private final OperationContext context;
  private final List<String> wrong = new ArrayList<>();
  private int made;

  Checks(OperationContext context) {
    this.context = context;
  }

  /** Records one comparison. */
  void check(String check, String object, boolean passed, String expected, String seen) {
    made++;
    context
        .recorder()
        .record(new Observation.CheckMade(context.now(), check, object, passed, expected, seen));
    if (!passed) {
      wrong.add("%s of %s: expected %s, saw %s".formatted(check, object, expected, seen));
    }
  }

  /** Fails with everything that was wrong, or says how much was checked. */
  String conclude(String doing, String next) {
    if (!wrong.isEmpty()) {
      throw new OperationFailed(doing, "every check to pass", String.join("; ", wrong), next);
    }
    return made + " checks passed";
  }
}
