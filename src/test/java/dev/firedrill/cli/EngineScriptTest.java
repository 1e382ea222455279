package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script that starts engines, beside one that is a program of the same name and does nothing.
 */
class EngineScriptTest {

  @TempDir Path folder;

  private Path state;
  private Process engine;

  @BeforeEach
  void an_engine_that_was_started_here() throws IOException {
    state = Files.createDirectory(folder.resolve("state"));
    Path programs = Files.createDirectory(folder.resolve("programs"));
    Path docker = programs.resolve("docker");
    Files.writeString(docker, "#!/bin/sh\nexit 0\n");
    Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path dockerd = programs.resolve("dockerd");
    Files.copy(Path.of("/bin/sleep").toRealPath(), dockerd);
    Files.setPosixFilePermissions(dockerd, PosixFilePermissions.fromString("rwxr-xr-x"));
    engine = new ProcessBuilder(dockerd.toString(), "600").start();
    Files.writeString(state.resolve("dockerd.pid"), engine.pid() + "\n");
  }

  @AfterEach
  void end_it() {
    engine.destroyForcibly();
  }

  @Test
  void one_that_allows_no_privileged_container_is_not_taken_for_one_that_does() throws Exception {
    assertThat(script("up")).isEqualTo("0 running, started here (pid " + engine.pid() + ")");
    assertThat(script("up", "--privileged"))
        .startsWith("1 an engine without --privileged runs (pid " + engine.pid() + ")")
        .contains("./firedrill engine down");
    assertThat(engine.isAlive()).isTrue();
  }

  @Test
  void one_that_does_is_left_running_and_ended_like_the_other() throws Exception {
    Files.createFile(state.resolve("privileged"));
    for (String[] arguments : new String[][] {{"up"}, {"up", "--privileged"}, {"status"}}) {
      assertThat(script(arguments))
          .isEqualTo("0 running, started here (pid " + engine.pid() + "), allows --privileged");
    }
    assertThat(script("down")).isEqualTo("0 stopped");
    assertThat(engine.waitFor()).isNotZero();
    assertThat(state).isEmptyDirectory();
  }

  @Test
  void one_that_was_not_started_here_is_left_as_it_is() throws Exception {
    Files.delete(state.resolve("dockerd.pid"));
    assertThat(script("up", "--privileged"))
        .isEqualTo("0 running, not started here: left as it is");
    assertThat(script("down")).startsWith("1 an engine runs that was not started here");
  }

  @Test
  void what_means_nothing_is_refused() throws Exception {
    assertThat(script("down", "--privileged")).startsWith("64 usage: ");
    assertThat(script("up", "--priviledged")).startsWith("64 usage: ");
    assertThat(script()).startsWith("64 usage: ");
  }

  /** The status, and what it says without its name. */
  private String script(String... arguments) throws IOException, InterruptedException {
    List<String> argv = new ArrayList<>(List.of("clusters/engine"));
    argv.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
    builder.environment().put("FIREDRILL_ENGINE_STATE", state.toString());
    builder
        .environment()
        .merge("PATH", folder.resolve("programs").toString(), (path, mine) -> mine + ":" + path);
    Process process = builder.start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return process.waitFor() + " " + said.replaceFirst("^engine: ", "");
  }
}
