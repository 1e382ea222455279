package dev.firedrill.cli;

import dev.firedrill.report.RunDescription;
import dev.firedrill.scenario.Scenario;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What traces follow from beside their seeds, and what they must not follow from.
 *
 * @param scenario the scenario's name, and a digest of its file's text
 * @param faults true where faults strike that the seed chooses
 * @param commit what Firedrill was built from; empty where nobody can say
 * @param machine the virtual machine and its collectors
 */
record TraceOrigin(String scenario, boolean faults, String commit, String machine) {

  private static final String STRIKE = "of the seed";
  private static final String NONE = "none";
  private static final Pattern TEXT =
      Pattern.compile(
          "scenario (.*)\nfaults (%s|%s)\ncommit (.*)\nmachine (.*)\n".formatted(STRIKE, NONE));
  private static final String UNCOMMITTED = "-dirty";

  /** That of the drills of this process. */
  static TraceOrigin here(Scenario scenario, boolean faults, Home home) {
    String collectors =
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .map(GarbageCollectorMXBean::getName)
            .collect(Collectors.joining(", "));
    return new TraceOrigin(
        scenario.name() + " " + RunDescription.sha256(scenario.source()),
        faults,
        Build.commit(home),
        System.getProperty("java.vm.name") + " " + Runtime.version() + ", " + collectors);
  }

  /** The origin that a file of traces begins with; nothing where it begins otherwise. */
  static Optional<TraceOrigin> at(String beginning) {
    Matcher lines = TEXT.matcher(beginning);
    return lines.lookingAt()
        ? Optional.of(
            new TraceOrigin(
                lines.group(1), lines.group(2).equals(STRIKE), lines.group(3), lines.group(4)))
        : Optional.empty();
  }

  /** Whole lines, from which {@link #at} reads it. */
  String text() {
    return "scenario %s\nfaults %s\ncommit %s\nmachine %s\n"
        .formatted(scenario, faults ? STRIKE : NONE, commit, machine);
  }

  /** Why traces of that origin cannot be held against those of this; none where they can. */
  List<String> unlike(TraceOrigin other) {
    List<String> reasons = new ArrayList<>();
    differs("scenario", other.scenario, scenario).ifPresent(reasons::add);
    differs("faults", other.faults ? STRIKE : NONE, faults ? STRIKE : NONE).ifPresent(reasons::add);
    return reasons;
  }

  /** Why those of that origin cannot be gone on with by this process; none where they can. */
  List<String> elsewhere(TraceOrigin other) {
    List<String> reasons = new ArrayList<>(unlike(other));
    differs("commit", other.commit, commit).ifPresent(reasons::add);
    differs("machine", other.machine, machine).ifPresent(reasons::add);
    if (reasons.isEmpty() && (commit.isEmpty() || commit.endsWith(UNCOMMITTED))) {
      reasons.add("nobody can say that the sources are still the same: commit " + commit);
    }
    return reasons;
  }

  private static Optional<String> differs(String what, String there, String here) {
    return there.equals(here)
        ? Optional.empty()
        : Optional.of("its %s is \"%s\", here it is \"%s\"".formatted(what, there, here));
  }
}
