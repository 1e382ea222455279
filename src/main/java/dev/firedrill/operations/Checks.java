package dev.firedrill.operations;

import dev.firedrill.history.Observation;
import dev.firedrill.model.NodeName;
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

  /** Records whether each member answers, and whether etcd raises an alarm. */
  void etcdAnswers(List<NodeName> nodes) {
    for (NodeName node : nodes) {
      boolean healthy = context.cluster().etcd().healthy(node);
      check(
          "etcd member healthy",
          "the member on node " + node,
          healthy,
          "healthy",
          healthy ? "healthy" : "not healthy");
    }
    List<String> alarms = context.cluster().etcd().alarms();
    check("etcd alarms", "etcd", alarms.isEmpty(), "none", alarms.toString());
  }

  /** Fails with everything that was wrong, or says how much was checked. */
  String conclude(String doing, String next) {
    if (!wrong.isEmpty()) {
      throw new OperationFailed(doing, "every check to pass", String.join("; ", wrong), next);
    }
    return made + " checks passed";
  }
}
