package dev.firedrill.backend.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunClaimsTest {

  @TempDir Path folder;

  @Test
  void a_run_is_claimed_until_it_is_released() {
    RunClaims claims = new RunClaims(folder);
    assertThat(claims.isClaimed("run")).isFalse();
    claims.claim("run");
    claims.claim("run");
    assertThat(claims.isClaimed("run")).isTrue();
    assertThat(claims.isClaimed("another")).isFalse();
    claims.release("run");
    claims.release("run");
    assertThat(claims.isClaimed("run")).isFalse();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void the_claim_of_another_process_lasts_as_long_as_that_process() throws Exception {
    RunClaims claims = new RunClaims(folder);
    Process other = otherProcessClaims("run");
    try {
      assertThat(claims.isClaimed("run")).isTrue();
      assertThatThrownBy(() -> claims.claim("run"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("run belongs to another process");
    } finally {
      other.destroyForcibly();
    }
    assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(claims.isClaimed("run")).isFalse();
    claims.claim("run");
    claims.release("run");
  }

  /** Claims a run and waits to be killed. */
  public static void main(String[] arguments) throws IOException {
    new RunClaims(Path.of(arguments[0])).claim(arguments[1]);
    Files.createFile(Path.of(arguments[2]));
    if (System.in.read() == -1) {
      return;
    }
  }

  private Process otherProcessClaims(String run) throws IOException {
    Path done = folder.resolveSibling(folder.getFileName() + ".done");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                RunClaimsTest.class.getName(),
                folder.toString(),
                run,
                done.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Awaitility.await("the other process to claim the run").until(() -> Files.exists(done));
    Files.delete(done);
    return process;
  }
}
