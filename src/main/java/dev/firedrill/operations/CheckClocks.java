package dev.firedrill.operations;

import java.time.Duration;
import java.util.List;

/**
 * Compares the clocks of all nodes. One that is behind refuses certificates that have just been
 * issued, one that is ahead those that are about to end; leases, tokens and objects carry the time
 * of whoever wrote them. What an answer took to come is no difference. Changes nothing.
 *
 * @param within how far a clock may be from the middle one of the control planes
 */
public record CheckClocks(Duration within) implements Operation {

  @Override
  public List<String> changes() {
    return List.of();
  }

  @Override
  public String run(OperationContext context) {
    Checks checks = new Checks(context);
    NodeClocks.of(context, context.cluster().topology().nodes()).check(context, checks, within);
    return checks.conclude(
        "comparing the clocks of all nodes",
        "mend the time synchronisation of the nodes that are named (chronyd, ntpd or"
            + " systemd-timesyncd), or set-clock; nothing was changed");
  }
}
