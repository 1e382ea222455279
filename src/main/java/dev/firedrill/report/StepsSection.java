package dev.firedrill.report;

import java.util.List;

/** Every step in its order, each with what it said it would change and the commands it ran. */
final class StepsSection {

  private final ObservedRun run;

  StepsSection(ObservedRun run) {
    this.run = run;
  }

  void write(Markup page) {
    page.open("section", "id", "steps").leaf("h2", "Steps");
    run.steps().forEach(step -> write(page, step));
    if (!run.outsideSteps().isEmpty()) {
      page.open("details", "class", "step").open("summary");
      page.leaf("span", "", "class", "number").leaf("b", "commands outside of steps").close();
      commands(page, run.outsideSteps());
      page.close().line();
    }
    page.close().line();
  }

  private void write(Markup page, DrillStep step) {
    page.open("details", "class", "step " + style(step), "id", "step-" + step.number());
    page.open("summary")
        .leaf("span", String.valueOf(step.number()), "class", "number")
        .leaf("b", step.name())
        .leaf("span", step.node(), "class", "node")
        .leaf("span", Phases.nameOf(step.phase()), "class", "quiet")
        .leaf("span", run.course().offset(step.span().start()), "class", "time")
        .leaf("span", Readable.length(step.span().length()), "class", "time")
        .leaf("span", step.ending().words(), "class", "ending")
        .leaf("span", step.detail(), "class", "detail")
        .close();
    arguments(page, step);
    commands(page, step.commands());
    page.close().line();
  }

  private static void arguments(Markup page, DrillStep step) {
    if (!step.arguments().isEmpty()) {
      page.open("p");
      step.arguments().keySet().stream()
          .sorted()
          .forEach(name -> page.leaf("code", name + ": " + step.arguments().get(name)).text(" "));
      page.close();
    }
    if (!step.started().changes().isEmpty()) {
      page.leaf("p", "What it said it would change:", "class", "quiet").open("ul");
      step.started().changes().forEach(change -> page.leaf("li", change));
      page.close();
    }
  }

  private void commands(Markup page, List<RanCommand> commands) {
    if (commands.isEmpty()) {
      page.leaf("p", "No command was run on a node.", "class", "quiet");
      return;
    }
    page.open("div", "class", "scroll").open("table", "class", "commands").open("tbody").line();
    for (RanCommand command : commands) {
      page.open("tr")
          .leaf("td", run.course().offset(command.span().start()), "class", "time")
          .leaf("td", command.node().value())
          .open("td")
          .leaf("code", command.line())
          .close()
          .leaf("td", command.ending(), "class", command.exitCode() == 0 ? "" : "odd")
          .leaf("td", Readable.length(command.span().length()), "class", "time")
          .open("td");
      if (!command.output().isEmpty()) {
        page.leaf("a", "output", "href", RunFiles.link(command.output()));
      }
      page.close().close().line();
    }
    page.close().close().close();
  }

  private static String style(DrillStep step) {
    return switch (step.ending()) {
      case SUCCEEDED -> "succeeded";
      case FAILED -> "failed";
      case UNFINISHED -> "unfinished";
    };
  }
}
