package dev.firedrill.report;

import dev.firedrill.history.HistoryFile;
import dev.firedrill.model.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Everything one run leaves behind, {@code reports/<scenario>/<time>-<seed>/}:
 *
 * <pre>
 * run.json         what the run is of
 * scenario.yaml    the scenario file as it was
 * history.jsonl    what was observed
 * commands/        the commands' outputs
 * logs/            component logs, where something failed
 * verdict.json     the verdict
 * index.html       the page
 * charts/          the page's charts as files
 * allure-results/  what Allure reads
 * allure-report/   what Allure makes of it
 * </pre>
 *
 * Snapshots and PKI backups are secrets by nature and are kept elsewhere; the history has their
 * digests.
 */
public final class RunFolder {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern SCENARIO_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private final Path path;
  private final RunDescription description;

  private RunFolder(Path path, RunDescription description) {
    this.path = path;
    this.description = description;
  }

  /**
   * Makes the folder of a new run, with its {@code run.json} and {@code scenario.yaml}.
   *
   * @param reports the folder of all reports; made where it is missing
   * @param scenarioText the scenario file's text, whose digest the description carries
   * @throws IllegalArgumentException where the description does not fit the scenario
   * @throws UncheckedIOException naming what could not be written, or the run that is there already
   */
  public static RunFolder create(Path reports, RunDescription description, String scenarioText) {
    requireFitting(description, scenarioText);
    Path path =
        pathOf(reports, description.scenario(), description.startedAt(), description.seed());
    try {
      Files.createDirectories(path.getParent());
      Files.createDirectory(path);
      Files.createDirectory(path.resolve("commands"));
      Files.createDirectory(path.resolve("logs"));
      RunFolder folder = new RunFolder(path, description);
      Files.writeString(folder.scenarioFile(), scenarioText);
      ReportJson.write(path.resolve("run.json"), description);
      return folder;
    } catch (FileAlreadyExistsException e) {
      throw new UncheckedIOException(
          "there is a run in " + path + " already. Next: start again a second later", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the run folder " + path, e);
    }
  }

  /**
   * Opens the folder of an earlier run, to judge it again.
   *
   * @throws DamagedRunFolder naming every part that is missing or damaged
   */
  public static RunFolder open(Path path) {
    return new RunFolder(path, new RunFolderCheck(path).description());
  }

  /**
   * Opens the folder of a run that was killed, to go on with it. A last line of the history that
   * the kill cut short is dropped: it was never recorded.
   *
   * @throws DamagedRunFolder naming every part that is missing or damaged
   */
  public static RunFolder resume(Path path) {
    Path history = path.resolve("history.jsonl");
    if (Files.isRegularFile(history)) {
      HistoryFile.open(history).close();
    }
    return open(path);
  }

  /**
   * The newest run of the scenario that neither ended nor was judged: the one to resume.
   *
   * @return its folder, not yet opened; a folder without any observation is passed over, since
   *     nothing was done in it
   */
  public static Optional<Path> newestUnfinished(Path reports, String scenario) {
    return newestUnfinished(reports, scenario, folder -> true);
  }

  /** The same of those that were begun on that backend, by their descriptions. */
  public static Optional<Path> newestUnfinished(Path reports, String scenario, String backend) {
    return newestUnfinished(reports, scenario, folder -> isOn(backend, folder));
  }

  private static Optional<Path> newestUnfinished(
      Path reports, String scenario, Predicate<Path> wanted) {
    Path runs = reports.resolve(scenario);
    if (!Files.isDirectory(runs)) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(runs)) {
      return folders
          .filter(Files::isDirectory)
          .filter(RunFolder::wasInterrupted)
          .filter(wanted)
          .max(Comparator.comparing(folder -> folder.getFileName().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look for unfinished runs in " + runs, e);
    }
  }

  /** Its description alone is read: a kill may have cut the rest short. */
  private static boolean isOn(String backend, Path folder) {
    try {
      return ReportJson.read(folder.resolve("run.json"), RunDescription.class)
          .backend()
          .equals(backend);
    } catch (IOException e) {
      return false;
    }
  }

  /** The folder itself. */
  public Path path() {
    return path;
  }

  /** What the run is of. */
  public RunDescription description() {
    return description;
  }

  /** The scenario file as it was when the run began. */
  public Path scenarioFile() {
    return path.resolve("scenario.yaml");
  }

  /** Where the history is, or is to be written. */
  public Path historyFile() {
    return path.resolve("history.jsonl");
  }

  /** Where the verdict is, or is to be written. */
  public Path verdictFile() {
    return path.resolve("verdict.json");
  }

  /** The folder for component logs. */
  public Path logs() {
    return path.resolve("logs");
  }

  /** The page. */
  public Path page() {
    return path.resolve("index.html");
  }

  /** The folder of the page's charts. */
  public Path charts() {
    return path.resolve("charts");
  }

  /** What Allure reads. */
  public Path allureResults() {
    return path.resolve("allure-results");
  }

  /** What Allure makes of it. */
  public Path allureReport() {
    return path.resolve("allure-report");
  }

  /** True where there is a run that one of that moment, to the second, would have the folder of. */
  public static boolean isTaken(Path reports, String scenario, Instant startedAt, Seed seed) {
    return Files.exists(pathOf(reports, scenario, startedAt, seed));
  }

  private static Path pathOf(Path reports, String scenario, Instant startedAt, Seed seed) {
    return reports.resolve(scenario).resolve(nameOf(startedAt, seed.value()));
  }

  static String nameOf(Instant startedAt, long seed) {
    return TIME.format(startedAt) + "-" + seed;
  }

  private static void requireFitting(RunDescription description, String scenarioText) {
    if (!SCENARIO_NAME.matcher(description.scenario()).matches()) {
      throw new IllegalArgumentException(
          "\"%s\" cannot be a scenario's name: expected letters, digits, dots and hyphens"
              .formatted(description.scenario()));
    }
    String digest = RunDescription.sha256(scenarioText);
    if (!digest.equals(description.scenarioSha256())) {
      throw new IllegalArgumentException(
          "the description of a run of %s carries the digest %s, but its scenario file's is %s"
              .formatted(description.scenario(), description.scenarioSha256(), digest));
    }
  }

  private static boolean wasInterrupted(Path folder) {
    Path history = folder.resolve("history.jsonl");
    boolean judged = Files.exists(folder.resolve("verdict.json"));
    if (judged || !Files.isRegularFile(history)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(history, StandardCharsets.ISO_8859_1)) {
      return lines.noneMatch(line -> line.startsWith("{\"kind\":\"run-ended\""))
          && Files.size(history) > 0;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the history " + history, e);
    }
  }
}
