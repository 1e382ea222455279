package dev.firedrill.drill;

import dev.firedrill.fault.Fault;
import dev.firedrill.fault.FaultDefinition;
import dev.firedrill.fault.SeveralFaults;
import dev.firedrill.model.Arguments;
import dev.firedrill.model.DisasterRow;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fault of a drill with everything settled, and what its recovery is waited for.
 *
 * @param definition the fault
 * @param arguments its arguments, of its parameters' types
 * @param written its arguments as they are recorded
 * @param row the disaster it is an instance of, or null for none of the table
 * @param settle how long everything has to hold before the cluster counts as recovered
 * @param limit how long that is waited for once the last step has ended well
 */
public record PlannedFault(
    FaultDefinition definition,
    Arguments arguments,
    Map<String, String> written,
    @Nullable DisasterRow row,
    Duration settle,
    Duration limit) {

  /** Longer than the 5 min for which pods tolerate a node that is not reachable. */
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** Copies the map, sorted. */
  public PlannedFault {
    written = Collections.unmodifiableMap(new TreeMap<>(written));
  }

  /** Waited for as long as pods may take to come up elsewhere. */
  public PlannedFault(
      FaultDefinition definition,
      Arguments arguments,
      Map<String, String> written,
      @Nullable DisasterRow row,
      Duration settle) {
    this(definition, arguments, written, row, settle, LIMIT);
  }

  /** The same, waited for that long. */
  public PlannedFault within(Duration other) {
    return new PlannedFault(definition, arguments, written, row, settle, other);
  }

  /** Faults that come together: one for the drill, each named. */
  public static PlannedFault together(List<PlannedFault> faults) {
    PlannedFault first = faults.get(0);
    if (faults.size() == 1) {
      return first;
    }
    Map<String, String> written = new TreeMap<>();
    faults.forEach(
        each ->
            each.written()
                .forEach(
                    (name, value) -> written.put(each.definition().name() + " " + name, value)));
    String names =
        faults.stream().map(each -> each.definition().name()).collect(Collectors.joining(" and "));
    List<Fault> all = faults.stream().map(PlannedFault::fault).toList();
    return new PlannedFault(
        new FaultDefinition(
            names, "several faults together", List.of(), none -> new SeveralFaults(all)),
        new Arguments(Map.of()),
        written,
        first.row(),
        first.settle(),
        first.limit());
  }

  /** Unique in the drill and the same each time it is planned. */
  public String id() {
    return "fault-" + definition.name().replace(' ', '-');
  }

  /** The disaster it is an instance of. */
  public Optional<DisasterRow> disaster() {
    return Optional.ofNullable(row);
  }

  /** The fault that it stands for. */
  public Fault fault() {
    return definition.create().apply(arguments);
  }

  /** What it will break, in an operator's words; nothing is broken by asking. */
  public List<String> changes(Topology topology, Seed seed) {
    return fault().changes(topology, seed);
  }
}
