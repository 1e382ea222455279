package dev.firedrill.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OperationsReferenceTest {

  @Test
  void every_step_and_each_of_its_parameters_is_in_the_reference() throws IOException {
    String reference = Files.readString(Path.of("docs/operations.md"));
    for (StepDefinition step : StepVocabulary.steps()) {
      assertThat(reference.lines())
          .as("a line on step %s", step.name())
          .anySatisfy(
              line -> {
                assertThat(line).startsWith("| `" + step.name() + "` |");
                step.parameters()
                    .forEach(each -> assertThat(line).contains("`" + each.name() + "`"));
              });
    }
  }
}
