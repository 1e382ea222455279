package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import dev.firedrill.tools.ClockReading;
import dev.firedrill.tools.NodeClock;
import dev.firedrill.tools.Shells;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sets a node's clock by those of the control planes, before it joins or as long as nobody has
 * mended what should keep it right. It jumps, which what runs there sees. One that is right is left
 * alone.
 *
 * @param name the node
 */
public record SetClock(NodeName name) implements Operation {

  @Override
  public Optional<NodeName> node() {
    return Optional.of(name);
  }

  @Override
  public List<String> changes() {
    return List.of("the clock of node " + name + " is set by those of the control planes");
  }

  @Override
  public String run(OperationContext context) {
    List<NodeName> others = others(context);
    ClockReading before = off(context, others);
    if (before.mayBeWithin(NodeClocks.LIMIT)) {
      return "the clock of node " + name + " is right: " + before;
    }
    NodeClocks clocks = NodeClocks.of(context, others);
    Instant right = context.now().plus(clocks.of(clocks.middle(others)).ahead());
    Shells.run(context.shell(name), NodeClock.set(right));
    ClockReading after = off(context, others);
    if (!after.mayBeWithin(NodeClocks.LIMIT)) {
      throw new OperationFailed(
          "setting the clock of node " + name,
          "at most %d ms from the control planes'".formatted(NodeClocks.LIMIT.toMillis()),
          after.toString(),
          "see what else sets it there (chronyd, ntpd, systemd-timesyncd) and by whom");
    }
    return "the clock of node %s was %s, and is %s".formatted(name, before, after);
  }

  private List<NodeName> others(OperationContext context) {
    List<NodeName> others = new ArrayList<>(context.cluster().topology().controlPlanes());
    others.remove(name);
    if (others.isEmpty()) {
      throw new OperationFailed(
          "setting the clock of node " + name,
          "another control plane to set it by",
          "none",
          "set it by a time server, on the node itself; nothing was changed");
    }
    return others;
  }

  private ClockReading off(OperationContext context, List<NodeName> others) {
    List<NodeName> asked = new ArrayList<>(others);
    asked.add(name);
    NodeClocks clocks = NodeClocks.of(context, asked);
    return clocks.of(name).against(clocks.of(clocks.middle(others)));
  }
}
