package dev.firedrill.operations;

import dev.firedrill.model.Parameter;
import dev.firedrill.model.ParameterType;
import java.time.Duration;
import java.util.List;

/** The steps of the vocabulary that have backups taken by themselves. */
final class ScheduleSteps {

  private static final Parameter NODES = new Parameter("nodes", ParameterType.NODES, false);

  static final List<StepDefinition> ALL =
      List.of(
          new StepDefinition(
              "schedule-backups",
              "has control planes take and verify backups by themselves",
              List.of(NODES),
              a -> new ScheduleBackups(a.nodes("nodes"))),
          new StepDefinition(
              "check-backup-schedule",
              "checks that scheduled backups are taken and verify; changes nothing",
              List.of(NODES, new Parameter("max-age", ParameterType.DURATION, false)),
              a ->
                  new CheckBackupSchedule(
                      a.nodes("nodes"), a.duration("max-age", Duration.ofHours(2)))));

  private ScheduleSteps() {}
}
