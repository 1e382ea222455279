package dev.firedrill.report;

import dev.firedrill.model.Topology;
import java.util.List;

/** What the run was of and where, and the files it left. */
final class RunSection {

  private static final List<String> FILES =
      List.of("run.json", "scenario.yaml", "history.jsonl", "verdict.json");

  private final ObservedRun run;
  private final RunFiles files;

  RunSection(ObservedRun run, RunFiles files) {
    this.run = run;
    this.files = files;
  }

  void write(Markup page) {
    page.open("section", "id", "run").leaf("h2", "The run");
    facts(page);
    files(page);
    page.close().line();
  }

  private void facts(Markup page) {
    RunDescription description = run.description();
    HostFacts host = description.host();
    Topology topology = description.topology();
    page.open("dl", "class", "facts");
    fact(page, "Firedrill", program(description));
    fact(page, "Scenario file's SHA-256", description.scenarioSha256());
    fact(
        page,
        "Topology",
        "%s: %d control planes, %d workers, API at %s"
            .formatted(
                topology.name(),
                topology.controlPlanes().size(),
                topology.workers().size(),
                topology.controlPlaneEndpoint()));
    fact(
        page,
        "Load",
        "%d requests/s to the workload, %d ledger entries/s"
            .formatted(description.load().httpPerSecond(), description.load().ledgerPerSecond()));
    fact(page, "Engine", host.engine().isEmpty() ? "none" : host.engine());
    fact(page, "Operating system", host.kernel());
    fact(
        page,
        "Machine",
        "%d processors, %s of memory"
            .formatted(host.processors(), Readable.bytes(host.memoryBytes())));
    page.close().line();
  }

  private static String program(RunDescription description) {
    return description.gitCommit().isEmpty()
        ? description.firedrillVersion()
        : description.firedrillVersion() + ", commit " + description.gitCommit();
  }

  private static void fact(Markup page, String name, String value) {
    page.open("div").leaf("dt", name).leaf("dd", value).close();
  }

  private void files(Markup page) {
    page.leaf("h3", "Files").open("ul", "class", "files");
    FILES.stream().filter(files::has).forEach(file -> link(page, file));
    files.below("logs").forEach(file -> link(page, file));
    int outputs = files.below("commands").size();
    if (outputs > 0) {
      page.open("li")
          .leaf("a", "commands/", "href", "commands/")
          .text(" %d outputs".formatted(outputs))
          .close();
    }
    page.close().line();
  }

  private static void link(Markup page, String file) {
    page.open("li").leaf("a", file, "href", RunFiles.link(file)).close().line();
  }
}
