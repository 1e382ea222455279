package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ImagesCommandTest {

  @Test
  void refusesBadVersionsAsWrongUsage() {
    StringWriter err = new StringWriter();
    int exitCode =
        new CommandLine(new ImagesCommand())
            .setErr(new PrintWriter(err))
            .execute("build", "v0.0.1", "newest");
    assertThat(exitCode).isEqualTo(64);
    assertThat(err.toString()).contains("v0.0.1 is not pinned", "\"newest\" is not a version");
  }

  @Test
  void printsALineAStepWithItsSeconds() {
    StringWriter out = new StringWriter();
    Iterator<Long> clock = List.of(0L, 1_000_000_000L, 3_500_000_000L, 4_000_000_000L).iterator();
    PrintedProgress progress = new PrintedProgress(new PrintWriter(out), clock::next);
    progress.planned(1, List.of("compile etcd v3.5.12"));
    progress.started("compile pause 3.9");
    progress.ended();
    progress.finished();
    assertThat(out.toString().lines())
        .containsExactly(
            "[reused] compile etcd v3.5.12",
            "[1/1] compile pause 3.9 ... 2.5 s",
            "1 built in 4.0 s");
  }
}
