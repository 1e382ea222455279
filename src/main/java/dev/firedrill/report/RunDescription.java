package dev.firedrill.report;

import dev.firedrill.model.Expectations;
import dev.firedrill.model.LoadRates;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Sha256;
import dev.firedrill.model.Topology;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What a run is of: {@code run.json}. With the history it is all that a verdict needs.
 *
 * @param scenario the scenario's name
 * @param scenarioSha256 the digest of the scenario file's text, see {@link #sha256}
 * @param row the row of the table of recoveries, or empty for a plain change
 * @param seed where every random choice came from
 * @param backend the backend's name; nothing decides by it
 * @param simulated true where no real cluster was used
 * @param topology the machines
 * @param expectations what the scenario demands
 * @param load what was offered
 * @param firedrillVersion the program's version
 * @param gitCommit the commit it was built from, or empty where that is not known
 * @param startedAt when the run began
 * @param host the machine it was made on
 */
public record RunDescription(
    String scenario,
    String scenarioSha256,
    String row,
    Seed seed,
    String backend,
    boolean simulated,
    Topology topology,
    Expectations expectations,
    LoadRates load,
    String firedrillVersion,
    String gitCommit,
    Instant startedAt,
    HostFacts host) {

  /** The digest of a scenario file's text in lower-case hexadecimal. */
  public static String sha256(String scenarioText) {
    return Sha256.hex(scenarioText.getBytes(StandardCharsets.UTF_8));
  }
}
