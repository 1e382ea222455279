package dev.firedrill.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.firedrill.model.DisasterRow;
import dev.firedrill.model.Seed;
import dev.firedrill.verdict.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The recovery table as one run of its drills has shown it, {@code reports/certify/<time>-<seed>/}:
 * {@code certification.json} for programs, {@code index.html} for people. The drills' own reports
 * lie where those of single runs lie.
 *
 * @param backend the backend
 * @param simulated true where no real cluster was used
 * @param seed the seed of every drill
 * @param startedAt when the first drill was started
 * @param asked the rows that were asked for, in the table's order
 * @param rows those of them that were drilled, or do not apply, in that order
 */
public record Certification(
    String backend,
    boolean simulated,
    Seed seed,
    Instant startedAt,
    List<DisasterRow> asked,
    List<CertifiedRow> rows) {

  private static final String FILE = "certification.json";

  /** Copies the lists. */
  public Certification {
    asked = List.copyOf(asked);
    rows = List.copyOf(rows);
  }

  /**
   * The worst of the rows that apply; inconclusive at best where some of them were not drilled, or
   * none applies.
   */
  @JsonProperty(value = "outcome", access = JsonProperty.Access.READ_ONLY)
  public Outcome outcome() {
    List<Outcome> outcomes = new ArrayList<>(applicable().map(CertifiedRow::outcome).toList());
    if (!isComplete()) {
      outcomes.add(Outcome.INCONCLUSIVE);
    }
    return Outcome.worst(outcomes);
  }

  private Stream<CertifiedRow> applicable() {
    return rows.stream().filter(row -> !row.isNotApplicable());
  }

  /** How many of the rows that were asked for apply to the backend's clusters. */
  @JsonIgnore
  public int applicableRows() {
    return asked.size() - (int) rows.stream().filter(CertifiedRow::isNotApplicable).count();
  }

  /** True where every row that was asked for was drilled, or does not apply. */
  @JsonIgnore
  public boolean isComplete() {
    return left().isEmpty();
  }

  /** The rows that are still to be drilled. */
  @JsonIgnore
  public List<DisasterRow> left() {
    List<DisasterRow> done = rows.stream().map(CertifiedRow::row).toList();
    return asked.stream().filter(row -> !done.contains(row)).toList();
  }

  /** The same with one more row. */
  public Certification with(CertifiedRow row) {
    List<CertifiedRow> more = new ArrayList<>(rows);
    more.add(row);
    more.sort(Comparator.comparingInt(each -> asked.indexOf(each.row())));
    return new Certification(backend, simulated, seed, startedAt, asked, more);
  }

  /**
   * A certification as it was written last.
   *
   * @throws UncheckedIOException naming what could not be read
   */
  public static Certification read(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      return ReportJson.read(file, Certification.class);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the certification " + file, e);
    }
  }

  /** True where one was written to the folder. */
  static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(FILE));
  }

  /**
   * Makes the folder of a certification.
   *
   * @param reports the folder of all reports; made where it is missing
   * @throws UncheckedIOException naming what could not be made
   */
  public static Path folder(Path reports, Instant startedAt, Seed seed) {
    Path folder = reports.resolve("certify").resolve(RunFolder.nameOf(startedAt, seed.value()));
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the folder " + folder, e);
    }
  }

  /** Where its page is. */
  public static Path page(Path folder) {
    return folder.resolve("index.html");
  }

  /**
   * Writes both files; what was written before is replaced.
   *
   * @return the page
   * @throws UncheckedIOException naming what could not be written
   */
  public Path write(Path folder) {
    ReportJson.write(folder.resolve(FILE), this);
    Path page = page(folder);
    try {
      return Files.writeString(page, CertificationPage.of(this));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the page " + page, e);
    }
  }
}
