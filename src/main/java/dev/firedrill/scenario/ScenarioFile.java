package dev.firedrill.scenario;

import dev.firedrill.drill.PlannedFault;
import dev.firedrill.drill.PlannedStep;
import dev.firedrill.history.Observation.Phase;
import dev.firedrill.model.DisasterRow;
import dev.firedrill.model.Expectations;
import dev.firedrill.model.LoadRates;
import dev.firedrill.model.Schedule;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads scenario files. The form is described in docs and shown by every file in scenarios/. */
public final class ScenarioFile {

  private static final int REPLICAS = 4;
  private static final Duration SETTLE = Duration.ofSeconds(15);
  private static final Duration CONVERGE = Duration.ofMinutes(3);

  private final Path file;
  private final ScenarioLibrary library;
  private final Set<Problem> problems = new LinkedHashSet<>();
  private final Set<Version> versions = new TreeSet<>();
  private final Set<String> keywords = new LinkedHashSet<>();
  private @Nullable Topology topology;

  private ScenarioFile(Path file, ScenarioLibrary library) {
    this.file = file;
    this.library = library;
  }

  /**
   * Reads a file and all that it uses, and checks every step against the vocabulary. Nothing is
   * started and nothing but files is read.
   */
  public static ScenarioDraft read(Path file, ScenarioLibrary library) {
    ScenarioFile reading = new ScenarioFile(file, library);
    Optional<Scenario> scenario =
        YamlFile.read(file, reading.problems).flatMap(Item::fields).flatMap(reading::scenario);
    return new ScenarioDraft(
        reading.problems.isEmpty() ? scenario.orElse(null) : null,
        reading.topology,
        reading.versions,
        List.copyOf(reading.keywords),
        List.copyOf(reading.problems));
  }

  private Optional<Scenario> scenario(Fields top) {
    Optional<String> name = top.need("name").flatMap(item -> item.as(ScenarioFile::name));
    String description = top.find("description").flatMap(Item::text).orElse("");
    Optional<DisasterRow> row =
        top.find("row")
            .filter(item -> !Optional.of("none").equals(item.text()))
            .flatMap(item -> item.as(ScenarioFile::row));
    topology = top.need("cluster").flatMap(this::topology).orElse(null);
    Optional<Version> version =
        top.need("version").flatMap(item -> item.as(library.dialect().releases()::named));
    version.ifPresent(versions::add);
    Optional<Fields> workload = top.find("workload").flatMap(Item::fields);
    LoadRates load = workload.map(ScenarioFile::load).orElse(new LoadRates(0, 0));
    int replicas = workload.map(ScenarioFile::replicas).orElse(REPLICAS);
    workload.ifPresent(Fields::rejectOthers);
    Optional<Item> fault = top.find("fault");
    List<PlannedStep> steps = steps(top, fault);
    Optional<PlannedFault> disaster = fault.flatMap(item -> disaster(top, item, row));
    if (row.isPresent() && fault.isEmpty()) {
      top.owner().wrong("row \"%s\" needs a \"fault\"".formatted(row.get().key()));
    }
    Duration converge =
        top.find("converge").flatMap(item -> item.as(Lengths::parse)).orElse(CONVERGE);
    Optional<ExpectReader> expect =
        top.need("expect")
            .flatMap(Item::fields)
            .map(fields -> new ExpectReader(fields, library.dialect().releases()));
    Optional<Expectations> expectations =
        expect.flatMap(
            reader ->
                fault.isPresent() ? reader.expectations(version, row) : reader.expectations());
    expectations.map(Expectations::version).ifPresent(versions::add);
    Optional<ExpectedVerdict> expected = expect.map(ExpectReader::verdict);
    Optional<Schedule> schedule =
        top.find("schedule").flatMap(item -> new ScheduleReader(topology, steps).read(item));
    top.rejectOthers();
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Scenario(
            name.orElseThrow(),
            description,
            row.orElse(null),
            Objects.requireNonNull(topology),
            version.orElseThrow(),
            load,
            replicas,
            steps,
            disaster.orElse(null),
            converge,
            expectations.orElseThrow(),
            expected.orElseThrow(),
            schedule.orElse(null),
            file,
            YamlFile.text(file)));
  }

  private List<PlannedStep> steps(Fields top, Optional<Item> fault) {
    StepReader reader = new StepReader(library, new NodeWords(topology));
    List<PlannedStep> steps = new ArrayList<>(steps(reader, Phase.BEFORE, top.find("before")));
    Optional<Item> change = top.find("change");
    Optional<Item> recovery = top.find("recovery");
    Optional<Item> after = top.find("after");
    if (change.isPresent() == fault.isPresent()) {
      top.owner().wrong("expected either \"change\" or \"fault\"");
    }
    if (fault.isEmpty()) {
      recovery.ifPresent(item -> item.wrong("a recovery needs a \"fault\""));
      after.ifPresent(item -> item.wrong("what comes after a recovery needs a \"fault\""));
    }
    steps.addAll(steps(reader, Phase.CHANGE, change));
    steps.addAll(steps(reader, Phase.RECOVERY, recovery));
    steps.addAll(steps(reader, Phase.AFTER, after));
    return steps;
  }

  private Optional<PlannedFault> disaster(Fields top, Item fault, Optional<DisasterRow> row) {
    Duration settle = top.find("settle").flatMap(item -> item.as(Lengths::parse)).orElse(SETTLE);
    Optional<Duration> limit =
        top.find("recovered-within").flatMap(item -> item.as(Lengths::parse));
    return new FaultReader(new NodeWords(topology), library.dialect().releases(), keywords::addAll)
        .read(fault, row, settle)
        .map(planned -> limit.map(planned::within).orElse(planned));
  }

  private List<PlannedStep> steps(StepReader reader, Phase phase, Optional<Item> list) {
    List<Item> items = list.map(Item::items).orElse(List.of());
    if (phase == Phase.CHANGE && list.isPresent() && items.isEmpty()) {
      list.get().wrong("has no steps");
    }
    List<PlannedStep> steps = new ArrayList<>();
    for (StepCall call : reader.read(items, Scope.TOP)) {
      keywords.addAll(Keywords.of(call.definition().name(), call.written()));
      call.arguments().values().values().stream()
          .filter(Version.class::isInstance)
          .map(Version.class::cast)
          .forEach(versions::add);
      steps.add(
          PlannedStep.of(
              steps.size() + 1, phase, call.definition(), call.arguments(), call.written()));
    }
    return steps;
  }

  private Optional<Topology> topology(Item item) {
    return item.text()
        .flatMap(
            written -> {
              Path cluster = library.cluster(written, file);
              try {
                return Optional.of(library.topologies().apply(cluster));
              } catch (ProblemsFound e) {
                problems.addAll(e.problems());
                return Optional.empty();
              }
            });
  }

  private static LoadRates load(Fields workload) {
    return new LoadRates(rate(workload, "http"), rate(workload, "ledger"));
  }

  private static int rate(Fields workload, String name) {
    return workload.find(name).flatMap(item -> item.as(Counts::perSecond)).orElse(0);
  }

  private static int replicas(Fields workload) {
    return workload.find("replicas").flatMap(item -> item.as(Counts::parse)).orElse(REPLICAS);
  }

  private static String name(String text) {
    if (!text.matches("[a-z0-9]([-.a-z0-9]*[a-z0-9])?")) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a name; expected lower-case letters, digits, dots and hyphens");
    }
    return text;
  }

  private static DisasterRow row(String text) {
    return DisasterRow.find(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\""
                        + text
                        + "\" is no disaster row"
                        + Nearest.hint(text, DisasterRow.keys())));
  }
}
