package dev.firedrill.scenario;

import dev.firedrill.model.Topology;
import dev.firedrill.operations.StepDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What scenario files refer to: shared lists of steps, clusters, the vocabulary of steps.
 *
 * @param home Firedrill's own folder, with {@code scenarios/} and {@code clusters/} in it
 * @param vocabulary every step there is
 * @param dialect how they are read for the distribution they are for
 * @param topologies reads a file below {@code clusters/}; throws {@link ProblemsFound}
 */
public record ScenarioLibrary(
    Path home,
    List<StepDefinition> vocabulary,
    Dialect dialect,
    Function<Path, Topology> topologies) {

  private static final String YAML = ".yaml";

  /** Copies the list. */
  public ScenarioLibrary {
    vocabulary = List.copyOf(vocabulary);
  }

  /** The same, read as written. */
  public ScenarioLibrary(
      Path home, List<StepDefinition> vocabulary, Function<Path, Topology> topologies) {
    this(
        home,
        vocabulary,
        new Dialect(home.resolve("scenarios"), ReleaseNames.AS_WRITTEN),
        topologies);
  }

  /**
   * The file of a scenario.
   *
   * @param written a path, or a name below {@code scenarios/} without its ending
   * @throws ProblemsFound where there is none, with the name that was probably meant
   */
  public Path scenario(String written) {
    Path path = Path.of(written);
    if (written.endsWith(YAML)) {
      return path;
    }
    Path named = scenarios().resolve(written + YAML);
    if (!Files.isRegularFile(named)) {
      throw new ProblemsFound(
          List.of(new Problem(named, 0, "", "no such scenario" + Nearest.hint(written, names()))));
    }
    return named;
  }

  /** The names of all scenarios, sorted; the shared lists are none. */
  public List<String> names() {
    return below(scenarios()).filter(name -> !name.startsWith("steps/")).toList();
  }

  /** The file of a topology: a name below {@code clusters/}, or a path beside the scenario. */
  Path cluster(String written, Path scenario) {
    return written.endsWith(YAML)
        ? scenario.toAbsolutePath().resolveSibling(written).normalize()
        : clusters().resolve(written + YAML);
  }

  /** The names of all topologies, sorted. */
  public List<String> clusterNames() {
    return below(clusters()).filter(name -> !name.contains("/")).toList();
  }

  /** The file of a topology of that name. */
  public Path cluster(String name) {
    return clusters().resolve(name + YAML);
  }

  /** A shared list; that there is none, or what is wrong with it, is added to the problems. */
  Optional<SharedList> sharedList(String name, Item user) {
    Path own = dialect.folder().resolve("steps").resolve(name + YAML);
    Path file = Files.isRegularFile(own) ? own : scenarios().resolve("steps").resolve(name + YAML);
    if (!Files.isRegularFile(file)) {
      List<String> names = below(scenarios().resolve("steps")).toList();
      user.wrong("no shared list \"%s\" (%s)%s".formatted(name, file, Nearest.hint(name, names)));
      return Optional.empty();
    }
    return YamlFile.read(file, user.problems()).flatMap(SharedList::of);
  }

  private Path scenarios() {
    return home.resolve("scenarios");
  }

  private Path clusters() {
    return home.resolve("clusters");
  }

  private static Stream<String> below(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.of();
    }
    try (Stream<Path> files = Files.walk(folder, 2)) {
      return files
          .map(file -> folder.relativize(file).toString())
          .filter(name -> name.endsWith(YAML))
          .map(name -> name.substring(0, name.length() - YAML.length()))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }
}
