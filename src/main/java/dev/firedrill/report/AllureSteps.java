package dev.firedrill.report;

import dev.firedrill.history.Observation.Phase;
import io.qameta.allure.model.Attachment;
import io.qameta.allure.model.Parameter;
import io.qameta.allure.model.Stage;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.StatusDetails;
import io.qameta.allure.model.StepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The phases of a drill, their steps and the steps' commands, as Allure's steps. */
final class AllureSteps {

  private final ObservedRun run;
  private final AllureAttachments attachments;

  AllureSteps(ObservedRun run, AllureAttachments attachments) {
    this.run = run;
    this.attachments = attachments;
  }

  List<StepResult> phases() {
    List<StepResult> phases = new ArrayList<>();
    for (Phase phase : Phase.values()) {
      List<DrillStep> steps = run.steps().stream().filter(step -> step.phase() == phase).toList();
      if (!steps.isEmpty()) {
        phases.add(phase(Phases.nameOf(phase), steps));
      }
    }
    if (!run.outsideSteps().isEmpty()) {
      List<StepResult> commands = run.outsideSteps().stream().map(this::command).toList();
      phases.add(
          timed(new StepResult(), run.course().whole())
              .setName("commands outside of steps")
              .setStatus(Status.PASSED)
              .setSteps(commands));
    }
    return phases;
  }

  private StepResult phase(String name, List<DrillStep> steps) {
    Span span = new Span(steps.get(0).span().start(), steps.get(steps.size() - 1).span().stop());
    return timed(new StepResult(), span)
        .setName(name)
        .setStatus(worst(steps))
        .setSteps(steps.stream().map(this::step).toList());
  }

  private static Status worst(List<DrillStep> steps) {
    List<Status> all = steps.stream().map(step -> AllureNames.status(step.ending())).toList();
    if (all.contains(Status.FAILED)) {
      return Status.FAILED;
    }
    return all.contains(Status.BROKEN) ? Status.BROKEN : Status.PASSED;
  }

  private StepResult step(DrillStep step) {
    String name = "%d %s %s".formatted(step.number(), step.name(), step.node()).strip();
    StepResult result =
        timed(new StepResult(), step.span())
            .setName(name)
            .setStatus(AllureNames.status(step.ending()))
            .setParameters(parameters(step))
            .setSteps(step.commands().stream().map(this::command).toList());
    if (step.ending() == DrillStep.Ending.UNFINISHED) {
      result.setStage(Stage.INTERRUPTED);
      result.setStatusDetails(
          new StatusDetails().setMessage("the run stopped before this step ended"));
    } else if (step.ending() == DrillStep.Ending.FAILED) {
      result.setStatusDetails(new StatusDetails().setMessage(AllureNames.harmless(step.detail())));
    }
    return result;
  }

  private static List<Parameter> parameters(DrillStep step) {
    List<Parameter> parameters = new ArrayList<>();
    step.arguments().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(argument -> parameters.add(parameter(argument.getKey(), argument.getValue())));
    if (!step.started().changes().isEmpty()) {
      parameters.add(parameter("changes", String.join("; ", step.started().changes())));
    }
    if (!step.detail().isEmpty()) {
      parameters.add(parameter("detail", step.detail()));
    }
    return parameters;
  }

  /** An exit code other than 0 is an answer: it is shown, but does not fail the step. */
  private StepResult command(RanCommand command) {
    List<Attachment> output =
        attachments.file("output", command.output(), "text/plain").map(List::of).orElse(List.of());
    return timed(new StepResult(), command.span())
        .setName("%s: %s".formatted(command.node(), command.line()))
        .setStatus(command.exitCode() == 0 ? Status.PASSED : Status.BROKEN)
        .setParameters(
            List.of(
                parameter("ended", command.ending()),
                parameter("took", Readable.length(command.span().length()))))
        .setAttachments(output);
  }

  private static Parameter parameter(String name, String value) {
    return new Parameter().setName(name).setValue(AllureNames.harmless(value));
  }

  private static StepResult timed(StepResult step, Span span) {
    return step.setStage(Stage.FINISHED)
        .setStart(span.start().toEpochMilli())
        .setStop(span.stop().toEpochMilli());
  }
}
