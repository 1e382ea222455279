package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.verdict.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of traces: what is gone on with, and what is held against what. */
class TraceFileTest {

  private static final TraceOrigin ORIGIN =
      new TraceOrigin("drain 0a1b", false, "85a1e7e", "a JVM, its collector");
  private static final SeedTrace ONE = new SeedTrace(1, Outcome.PASS, true, "0123abcd");
  private static final SeedTrace TWO = new SeedTrace(-2, Outcome.FAIL, false, "4567abcd");
  private static final SeedRange RANGE = new SeedRange(-5, 5);

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void aFileOfTwoSeeds() {
    file = folder.resolve("some/traces");
    TraceFile traces = TraceFile.goneOnWith(file, ORIGIN);
    traces.add(ONE);
    traces.add(TWO);
  }

  private void replace(String part, String by) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(part);
    Files.writeString(file, text.replace(part, by));
  }

  @Test
  void what_is_added_is_there_for_the_next_process_of_that_origin() {
    TraceFile next = TraceFile.goneOnWith(file, ORIGIN);
    assertThat(next.in(RANGE)).containsExactly(TWO, ONE);
    assertThat(next.in(new SeedRange(1, 1))).containsExactly(ONE);
    assertThat(next.in(new SeedRange(2, 5))).isEmpty();
    SeedTrace three = new SeedTrace(3, Outcome.INCONCLUSIVE, false, "89");
    next.add(three);
    assertThat(TraceFile.read(file).in(RANGE)).containsExactly(TWO, ONE, three);
    assertThat(TraceFile.read(file).origin()).isEqualTo(ORIGIN);
  }

  @Test
  void a_line_that_was_not_written_to_its_end_counts_for_nothing() throws IOException {
    replace("4567abcd\n", "4567");
    TraceFile next = TraceFile.goneOnWith(file, ORIGIN);
    assertThat(next.in(RANGE)).containsExactly(ONE);
    next.add(TWO);
    assertThat(TraceFile.read(file).in(RANGE)).containsExactly(TWO, ONE);
  }

  @Test
  void a_file_of_another_origin_is_not_gone_on_with_and_stays_as_it_is() throws IOException {
    String text = Files.readString(file);
    refuses(new TraceOrigin("drain 0a1c", false, "85a1e7e", "a JVM, its collector"), "scenario");
    refuses(new TraceOrigin("drain 0a1b", true, "85a1e7e", "a JVM, its collector"), "faults");
    refuses(new TraceOrigin("drain 0a1b", false, "85a1e7f", "a JVM, its collector"), "commit");
    refuses(new TraceOrigin("drain 0a1b", false, "85a1e7e", "a JVM, another"), "machine");
    assertThat(file).hasContent(text);
  }

  @Test
  void nobody_knows_what_uncommitted_sources_were() throws IOException {
    replace("commit 85a1e7e", "commit 85a1e7e-dirty");
    refuses(
        new TraceOrigin("drain 0a1b", false, "85a1e7e-dirty", "a JVM, its collector"),
        "nobody can say that the sources are still the same");
    replace("commit 85a1e7e-dirty", "commit ");
    refuses(
        new TraceOrigin("drain 0a1b", false, "", "a JVM, its collector"),
        "nobody can say that the sources are still the same");
  }

  private void refuses(TraceOrigin origin, String reason) {
    assertThatThrownBy(() -> TraceFile.goneOnWith(file, origin))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(reason);
  }

  @Test
  void what_is_no_file_of_traces_is_refused() throws IOException {
    assertThatThrownBy(() -> TraceFile.read(folder.resolve("none")))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("cannot be read");
    replace("1 PASS", "1 PAST");
    assertThatThrownBy(() -> TraceFile.read(file))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("\"1 PAST expected 0123abcd\" is no line of it");
    replace("1 PAST expected 0123abcd", "-2 FAIL unexpected 4567abce");
    assertThatThrownBy(() -> TraceFile.read(file))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("seed -2 went two ways");
    Files.writeString(file, "1 PASS expected 0123abcd\n");
    assertThatThrownBy(() -> TraceFile.read(file))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("no file of traces");
  }

  @Test
  void one_digit_of_one_trace_is_a_difference_and_its_seed_is_named() throws IOException {
    assertThat(compared(ONE, TWO).outcome()).isEqualTo(Outcome.PASS);
    replace("0123abcd", "0123abce");
    assertThat(compared(ONE, TWO).outcome()).isEqualTo(Outcome.FAIL);
    assertThat(compared(ONE, TWO).lines())
        .containsExactly(
            "seed 1: \"1 PASS expected 0123abcd\" here, \"1 PASS expected 0123abce\" in " + file,
            "against    %s (commit 85a1e7e, a JVM, its collector): 1 the same, 1 not, 0 not there"
                .formatted(file));
  }

  @Test
  void another_verdict_on_the_same_trace_is_a_difference() throws IOException {
    replace("1 PASS", "1 FAIL");
    assertThat(compared(ONE).outcome()).isEqualTo(Outcome.FAIL);
  }

  @Test
  void a_seed_that_was_held_against_nothing_is_a_doubt() {
    SeedTrace three = new SeedTrace(3, Outcome.PASS, true, "89");
    assertThat(compared(ONE, TWO, three).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(compared(ONE, TWO, three).missing()).isEqualTo(1);
    assertThat(compared().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
  }

  private TraceComparison compared(SeedTrace... here) {
    return TraceComparison.of(List.of(here), TraceFile.read(file));
  }
}
