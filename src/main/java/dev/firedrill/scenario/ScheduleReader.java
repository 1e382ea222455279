package dev.firedrill.scenario;

import dev.firedrill.drill.PlannedStep;
import dev.firedrill.model.FaultKind;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Schedule;
import dev.firedrill.model.ScheduledFault;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code schedule}: the seed and the faults of a simulated drill.
 *
 * <p>A fault is its kind with {@code node}, or {@code between: [ONE, OTHER]}, {@code step} (a
 * step's id), {@code after} (how long after the step's beginning) and {@code for} (how long it
 * lasts).
 */
final class ScheduleReader {

  private final @Nullable Topology topology;
  private final List<String> steps;

  ScheduleReader(@Nullable Topology topology, List<PlannedStep> steps) {
    this.topology = topology;
    this.steps = steps.stream().map(PlannedStep::id).toList();
  }

  /** The schedule, or nothing, and what is wrong with it among the problems. */
  Optional<Schedule> read(Item item) {
    Optional<Fields> fields = item.fields();
    Optional<Seed> seed =
        fields.flatMap(some -> some.need("seed")).flatMap(some -> some.as(ScheduleReader::seed));
    List<ScheduledFault> faults = new ArrayList<>();
    fields
        .flatMap(some -> some.find("faults"))
        .ifPresent(list -> list.items().forEach(each -> fault(each).ifPresent(faults::add)));
    fields.ifPresent(Fields::rejectOthers);
    return seed.map(found -> new Schedule(found, faults));
  }

  private Optional<ScheduledFault> fault(Item item) {
    Optional<Fields> one = item.fields();
    if (one.isEmpty() || one.get().names().size() != 1) {
      one.ifPresent(some -> item.wrong("expected one kind of fault, found " + some.names()));
      return Optional.empty();
    }
    String word = one.get().names().get(0);
    Optional<FaultKind> kind = FaultKind.find(word);
    if (kind.isEmpty()) {
      item.wrong("unknown fault \"%s\"%s".formatted(word, Nearest.hint(word, FaultKind.words())));
    }
    Optional<Fields> fields = one.get().find(word).flatMap(Item::fields);
    return kind.flatMap(found -> fields.flatMap(some -> fault(found, some)));
  }

  private Optional<ScheduledFault> fault(FaultKind kind, Fields fields) {
    Optional<List<String>> hosts = hosts(kind, fields);
    Optional<String> step = fields.need("step").flatMap(item -> item.as(this::step));
    Optional<Duration> after = length(fields, "after");
    Optional<Duration> lasts = length(fields, "for");
    fields.rejectOthers();
    return hosts.isEmpty() || step.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ScheduledFault(
                kind,
                hosts.get(),
                step.get(),
                after.orElse(Duration.ZERO),
                lasts.orElse(Duration.ZERO)));
  }

  private static Optional<Duration> length(Fields fields, String name) {
    return fields.find(name).flatMap(item -> item.as(Lengths::parse));
  }

  private Optional<List<String>> hosts(FaultKind kind, Fields fields) {
    return switch (kind.where()) {
      case HARNESS -> Optional.of(List.of());
      case NODE -> fields.need("node").flatMap(item -> item.as(this::node)).map(List::of);
      case CONTROL_PLANE ->
          fields.need("node").flatMap(item -> item.as(this::controlPlane)).map(List::of);
      case BETWEEN -> fields.need("between").flatMap(this::pair);
    };
  }

  private Optional<List<String>> pair(Item item) {
    List<Item> items = item.items();
    List<String> hosts =
        items.stream().map(each -> each.as(this::host)).flatMap(Optional::stream).toList();
    if (items.size() != 2) {
      item.wrong("expected two hosts, found " + items.size());
    } else if (hosts.size() == 2 && hosts.get(0).equals(hosts.get(1))) {
      item.wrong("expected two hosts, found " + hosts.get(0) + " twice");
    } else if (hosts.size() == 2) {
      return Optional.of(hosts);
    }
    return Optional.empty();
  }

  private String node(String text) {
    return new NodeWords(topology).node(text).value();
  }

  private String controlPlane(String text) {
    String node = node(text);
    if (topology != null && !topology.controlPlanes().contains(new NodeName(node))) {
      throw new IllegalArgumentException(
          "\"%s\" is no control plane; those are %s".formatted(node, topology.controlPlanes()));
    }
    return node;
  }

  private String host(String text) {
    if (!text.equals(ScheduledFault.LOAD_BALANCER)) {
      return node(text);
    }
    if (topology != null && topology.loadBalancer().isEmpty()) {
      throw new IllegalArgumentException(
          "topology " + topology.name() + " has no " + ScheduledFault.LOAD_BALANCER);
    }
    return text;
  }

  private String step(String text) {
    if (!steps.contains(text)) {
      throw new IllegalArgumentException(
          "the scenario has no step \"%s\"%s".formatted(text, Nearest.hint(text, steps)));
    }
    return text;
  }

  private static Seed seed(String text) {
    try {
      return new Seed(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + text + "\" is no seed; expected a whole number", e);
    }
  }
}
