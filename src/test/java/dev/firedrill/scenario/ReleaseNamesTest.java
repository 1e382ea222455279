package dev.firedrill.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.model.Version;
import dev.firedrill.operations.StepVocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseNamesTest {

  private static final Path HOME = Path.of("").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void a_release_of_kubernetes_is_that_of_the_distribution_wherever_a_scenario_names_it() {
    ScenarioLibrary library =
        new ScenarioLibrary(
            HOME, StepVocabulary.steps(), Dialect.of(HOME, "k3s"), TopologyFile::read);
    ScenarioDraft draft =
        ScenarioFile.read(library.scenario("upgrade-1.29-to-1.30-single"), library);
    Version from = Version.parse("v1.29.4+k3s1");
    Version to = Version.parse("v1.30.3+k3s1");
    assertThat(draft.versions()).isEqualTo(Set.of(from, to));
    assertThat(draft.require().version()).isEqualTo(from);
    assertThat(draft.require().expectations().version()).isEqualTo(to);
  }

  @Test
  void what_the_file_does_not_name_and_all_without_a_file_stands_for_itself() throws IOException {
    Path file = Files.writeString(folder.resolve("x.properties"), "v1.29.4=v1.29.4+k3s1\n");
    assertThat(ReleaseNames.read(file).named("1.29.4")).hasToString("v1.29.4+k3s1");
    assertThat(ReleaseNames.read(file).named("v1.30.4")).hasToString("v1.30.4");
    assertThat(ReleaseNames.read(folder.resolve("none")).named("v1.29.4")).hasToString("v1.29.4");
  }

  @Test
  void a_line_that_is_no_version_is_told() throws IOException {
    Path file = Files.writeString(folder.resolve("x.properties"), "v1.29.4=newest\n");
    assertThatThrownBy(() -> ReleaseNames.read(file)).hasMessageContaining("newest");
  }
}
