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
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The recovery table as it was drilled on each of several backends, in a folder like a {@link
 * Certification}'s: {@code matrix.json} for programs, {@code index.html} for people, and beside
 * them each backend's table. One backend alone is written as its certification.
 *
 * @param seed the seed of every drill
 * @param startedAt when the first drill was started
 * @param asked the rows that were asked for, in the table's order
 * @param certifications the tables of the backends that can be used
 * @param unusable the backends that cannot
 */
public record CertificationMatrix(
    Seed seed,
    Instant startedAt,
    List<DisasterRow> asked,
    List<Certification> certifications,
    List<UnusableBackend> unusable) {

  private static final String FILE = "matrix.json";

  /** Copies the lists. */
  public CertificationMatrix {
    asked = List.copyOf(asked);
    certifications = List.copyOf(certifications);
    unusable = List.copyOf(unusable);
  }

  /**
   * The worst of the cells that apply; inconclusive at best where some of them were not drilled, or
   * none applies. A backend that cannot be used counts for nothing.
   */
  @JsonProperty(value = "outcome", access = JsonProperty.Access.READ_ONLY)
  public Outcome outcome() {
    return Outcome.worst(
        certifications.stream()
            .filter(each -> each.applicableRows() > 0)
            .map(Certification::outcome)
            .toList());
  }

  /** Every backend that was asked for, those first that can be used. */
  public List<String> backends() {
    return Stream.concat(
            certifications.stream().map(Certification::backend),
            unusable.stream().map(UnusableBackend::name))
        .toList();
  }

  /** Which backends were used, and which of them cannot be, in words. */
  public String usability() {
    String used = String.join(", ", certifications.stream().map(Certification::backend).toList());
    String not = String.join(", ", unusable.stream().map(UnusableBackend::name).toList());
    return not.isEmpty() ? used : used + "; not usable here: " + not;
  }

  /** What is known of the row on that backend, in few words. */
  public String cell(String backend, DisasterRow row) {
    if (unusable.stream().anyMatch(each -> each.name().equals(backend))) {
      return "not usable";
    }
    return certified(backend, row).map(CertifiedRow::text).orElse("not drilled");
  }

  /** What the drill of the row has shown on that backend, where it was run or does not apply. */
  Optional<CertifiedRow> certified(String backend, DisasterRow row) {
    return certifications.stream()
        .filter(each -> each.backend().equals(backend))
        .flatMap(each -> each.rows().stream())
        .filter(each -> each.row() == row)
        .findFirst();
  }

  /** What speaks against a pass, and why cells are empty, by backend and row. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (Certification each : certifications) {
      if (each.simulated()) {
        notes.add(each.backend() + ": every figure is simulated");
      }
      each.rows().stream()
          .filter(row -> !row.why().isEmpty())
          .map(
              row ->
                  "%s, %s: %s%s"
                      .formatted(
                          each.backend(),
                          row.row().key(),
                          row.isNotApplicable() ? "not applicable: " : "",
                          row.why()))
          .forEach(notes::add);
    }
    unusable.forEach(
        each ->
            notes.add(
                "%s: not usable: %s".formatted(each.name(), String.join("; ", each.reasons()))));
    return notes;
  }

  /** The certification, where one backend was asked for. */
  public Optional<Certification> alone() {
    return certifications.size() == 1 && unusable.isEmpty()
        ? Optional.of(certifications.get(0))
        : Optional.empty();
  }

  /** True where every row was drilled, or does not apply, on every backend that can be used. */
  @JsonIgnore
  public boolean isComplete() {
    return certifications.stream().allMatch(Certification::isComplete);
  }

  /**
   * The table of that backend.
   *
   * @throws IllegalArgumentException where it has none
   */
  public Certification of(String backend) {
    return certifications.stream()
        .filter(each -> each.backend().equals(backend))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no table of " + backend));
  }

  /** The same with that table in the place of its backend's earlier one. */
  public CertificationMatrix with(Certification newer) {
    return new CertificationMatrix(
        seed,
        startedAt,
        asked,
        certifications.stream()
            .map(each -> each.backend().equals(newer.backend()) ? newer : each)
            .toList(),
        unusable);
  }

  /**
   * What was written last in the folder, of one backend or of several.
   *
   * @throws UncheckedIOException naming what could not be read
   */
  public static CertificationMatrix read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      Certification alone = Certification.read(folder);
      return new CertificationMatrix(
          alone.seed(), alone.startedAt(), alone.asked(), List.of(alone), List.of());
    }
    try {
      return ReportJson.read(file, CertificationMatrix.class);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the certifications " + file, e);
    }
  }

  /** The newest folder, of one backend or of several, of which some rows are left. */
  public static Optional<Path> newestUnfinished(Path reports) {
    Path all = reports.resolve("certify");
    if (!Files.isDirectory(all)) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(all)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve(FILE)) || Certification.isIn(folder))
          .filter(folder -> !read(folder).isComplete())
          .max(Comparator.comparing(folder -> folder.getFileName().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look for unfinished certifications in " + all, e);
    }
  }

  /**
   * Writes every file; what was written before is replaced.
   *
   * @throws UncheckedIOException naming what could not be written
   */
  public void write(Path folder) {
    Optional<Certification> alone = alone();
    if (alone.isPresent()) {
      alone.get().write(folder);
      return;
    }
    ReportJson.write(folder.resolve(FILE), this);
    certifications.forEach(
        each -> page(folder.resolve(each.backend() + ".html"), CertificationPage.of(each)));
    page(Certification.page(folder), MatrixPage.of(this));
  }

  private static void page(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the page " + file, e);
    }
  }
}
