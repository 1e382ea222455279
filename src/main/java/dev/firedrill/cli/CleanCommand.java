package dev.firedrill.cli;

import dev.firedrill.backend.containers.Engine;
import dev.firedrill.backend.containers.EngineUnavailable;
import dev.firedrill.backend.containers.Leftover;
import dev.firedrill.backend.containers.Leftovers;
import dev.firedrill.backend.containers.Removed;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code firedrill clean}: removes what killed runs have left. */
@Command(
    name = "clean",
    description = "Removes the clusters that killed or held runs have left; living runs stay.",
    mixinStandardHelpOptions = true)
final class CleanCommand implements Callable<Integer> {

  @Mixin private Output output = new Output();

  @Override
  public Integer call() {
    try {
      Leftovers leftovers = new Leftovers(Engine.connect());
      List<Leftover> found = leftovers.found();
      print(found, leftovers.remove(found));
      return ExitCode.OK;
    } catch (EngineUnavailable e) {
      // Whatever there was ended with its engine; but nobody has looked.
      throw new Refused(List.of(String.valueOf(e.getMessage())), ExitCode.INCONCLUSIVE);
    }
  }

  private void print(List<Leftover> found, Removed removed) {
    if (output.isJson()) {
      output.json(Map.of("found", found, "removed", removed));
      return;
    }
    if (found.isEmpty()) {
      output.line("nothing was left over");
    }
    for (Leftover leftover : found) {
      output.line(
          "removed cluster %s of run %s (%d containers, %d networks)"
              .formatted(
                  leftover.cluster(), leftover.run(), leftover.containers(), leftover.networks()));
    }
  }
}
