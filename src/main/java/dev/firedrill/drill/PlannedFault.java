package dev.firedrill.drill;

import dev.firedrill.fault.Fault;
import dev.firedrill.fault.FaultDefinition;
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
import org.jspecify.annotations.Nullable;

/**
 * The fault of a drill with everything settled, and what its recovery is waited for.
 *
 * @param definition the fault
 * @param arguments its arguments, of its parameters' types
 * @param written its arguments as they are recorded
 * @param row the disaster it is an instance of, or null for none of the table
 * @param settle how long everything has to hold before the cluster counts as recovered
 */
public record PlannedFault(
    FaultDefinition definition,
    Arguments arguments,
    Map<String, String> written,
    @Nullable DisasterRow row,
    Duration settle) {

  /** Copies the map, sorted. */
  public PlannedFault {
    written = Collections.unmodifiableMap(new TreeMap<>(written));
  }

  /** Unique in the drill and the same each time it is planned. */
  public String id() {
    return "fault-" + definition.name();
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
