package dev.firedrill.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemsFoundTest {

  private static final Path FILE = Path.of("clusters", "ha.yaml");

  @Test
  void every_problem_is_said_with_file_line_and_key() {
    ProblemsFound found =
        new ProblemsFound(
            List.of(
                new Problem(FILE, 3, "subnet", "\"x\" is no network"),
                new Problem(FILE, 0, "", "is empty")));
    assertThat(found)
        .hasMessage("clusters/ha.yaml:3: subnet: \"x\" is no network\nclusters/ha.yaml: is empty");
    assertThat(found.problems()).hasSize(2);
  }

  @Test
  void refusing_without_a_problem_is_a_mistake() {
    assertThatThrownBy(() -> new ProblemsFound(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
