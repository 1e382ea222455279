package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.ports.TimeSource;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.PrimitiveIterator;
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
    PrintedProgress progress =
        new PrintedProgress(new PrintWriter(out), new Moments(0, 1_000, 3_500, 4_000));
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

  /** A clock that shows one moment after the other, in milliseconds. */
  private static final class Moments implements TimeSource {

    private final PrimitiveIterator.OfLong moments;

    Moments(long... milliseconds) {
      moments = Arrays.stream(milliseconds).iterator();
    }

    @Override
    public Instant now() {
      return Instant.ofEpochMilli(moments.nextLong());
    }

    @Override
    public void sleep(Duration duration) {
      throw new UnsupportedOperationException("nothing here waits");
    }
  }
}
