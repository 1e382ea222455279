package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.remote.RunClaims;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpgradeClaimTest {

  @TempDir Path folder;

  /** Upgrades a cluster, as far as others can tell, and waits to be killed. */
  public static void main(String[] arguments) throws Exception {
    new UpgradeClaim(new RunClaims(Path.of(arguments[0]))).take("prod");
    Files.createFile(Path.of(arguments[1]));
    System.in.read();
  }

  @Test
  void a_cluster_is_upgraded_by_one_process_at_a_time() throws Exception {
    UpgradeClaim claim = new UpgradeClaim(new RunClaims(folder.resolve("claims")));
    Path begun = folder.resolve("begun");
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                UpgradeClaimTest.class.getName(),
                folder.resolve("claims").toString(),
                begun.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      Awaitility.await("the other process to begin").until(() -> Files.exists(begun));
      assertThatThrownBy(() -> claim.take("prod"))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("cluster prod is being upgraded")
          .hasMessageContaining("another process that is alive")
          .satisfies(refused -> assertThat(((Refused) refused).exitCode()).isEqualTo(2));
      assertThatCode(() -> claim.take("test")).doesNotThrowAnyException();
    } finally {
      other.destroyForcibly().waitFor();
    }
    assertThatCode(() -> claim.take("prod")).doesNotThrowAnyException();
  }
}
