package dev.firedrill.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The gate runs what the README tells people to run, on real clusters; it was once cut to a digit.
 */
class GateTest {

  @Test
  void the_gate_runs_the_readmes_test_command_and_takes_no_skip_of_real_clusters()
      throws IOException {
    String gate = Files.readString(Path.of(".ci/run"));
    String command = "verify -Pgate";
    assertThat(Files.readString(Path.of("README.md"))).contains("mvn " + command);
    assertThat(gate)
        .startsWith("#!/usr/bin/env bash")
        .containsPattern("(?m)^mvn .*" + command + "$")
        .containsPattern("(?m)^export FIREDRILL_REQUIRE_CONTAINERS=1$")
        .containsPattern("(?m)^clusters/engine up$");
  }
}
