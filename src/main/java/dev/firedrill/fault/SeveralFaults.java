package dev.firedrill.fault;

import dev.firedrill.model.NodeName;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Faults that come together, as in a disaster that finds the backups worthless too. They are
 * injected in order and healed the other way round; all of them have to be seen.
 *
 * @param faults in the order in which they are injected
 */
public record SeveralFaults(List<Fault> faults) implements Fault {

  /** Copies the list. */
  public SeveralFaults {
    faults = List.copyOf(faults);
  }

  @Override
  public List<String> changes(Topology topology, Seed seed) {
    return faults.stream().flatMap(each -> each.changes(topology, seed).stream()).toList();
  }

  @Override
  public void inject(FaultContext context) {
    faults.forEach(each -> each.inject(context));
  }

  @Override
  public Condition<Boolean> confirmation(FaultContext context) {
    List<Condition<Boolean>> all = faults.stream().map(each -> each.confirmation(context)).toList();
    return new Condition<>(
        all.stream()
            .map(each -> each.object() + " " + each.expected())
            .collect(Collectors.joining("; ")),
        "all faults",
        () -> firstMissing(all));
  }

  @Override
  public String heal(FaultContext context) {
    List<Fault> backwards = new ArrayList<>(faults);
    Collections.reverse(backwards);
    return backwards.stream().map(each -> each.heal(context)).collect(Collectors.joining("; "));
  }

  @Override
  public List<NodeName> absent(Topology topology, Seed seed) {
    return faults.stream()
        .flatMap(each -> each.absent(topology, seed).stream())
        .distinct()
        .toList();
  }

  private static Sight<Boolean> firstMissing(List<Condition<Boolean>> all) {
    for (Condition<Boolean> each : all) {
      if (each.look().get() instanceof Sight.NotYet<Boolean> notYet) {
        return new Sight.NotYet<>(each.object() + ": " + notYet.seen());
      }
    }
    return new Sight.Holds<>(true);
  }
}
