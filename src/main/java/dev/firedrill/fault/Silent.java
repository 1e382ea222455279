package dev.firedrill.fault;

import dev.firedrill.model.NodeName;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandTimedOut;
import dev.firedrill.ports.NodeUnreachable;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import java.time.Duration;
import java.util.function.Supplier;

/** That a machine is gone is believed only where it gives no answer either. */
final class Silent {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private Silent() {}

  /** The backend says so, and the machine answers no command. */
  static Condition<Boolean> of(
      FaultContext context, NodeName node, String state, Supplier<Sight<Boolean>> said) {
    return new Condition<>(
        state + " and answering no command",
        "machine " + node,
        () -> said.get() instanceof Sight.Holds<Boolean> ? silence(context, node) : said.get());
  }

  private static Sight<Boolean> silence(FaultContext context, NodeName node) {
    try {
      context.cluster().shell(node).run(Command.of("true").within(LIMIT));
      return new Sight.NotYet<>("it still answers commands");
    } catch (NodeUnreachable | CommandTimedOut gone) {
      return new Sight.Holds<>(true);
    }
  }
}
