package dev.firedrill.backend.containers.images;

import dev.firedrill.model.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the images of a cluster's machines from Go modules and Debian packages. Nothing is made
 * again whose inputs have not changed, and what a new image replaces is removed.
 */
public final class ImageBuild {

  private final Host host;
  private final ImageSources sources;
  private final Workplace workplace;
  private final Engine engine;
  private final Prerequisites prerequisites;

  /**
   * Touches nothing yet.
   *
   * @param sources the folder {@code clusters/images}
   * @param cache keeps compiled programs and logs between builds
   */
  public ImageBuild(ImageSources sources, Path cache) {
    this(new LocalHost(), sources, cache);
  }

  ImageBuild(Host host, ImageSources sources, Path cache) {
    this.host = host;
    this.sources = sources;
    this.workplace = new Workplace(cache);
    this.engine = new Engine(host);
    this.prerequisites = new Prerequisites(host, engine, sources);
  }

  /**
   * Builds the load balancer and the node images of those releases.
   *
   * @param versions Kubernetes releases; none means all pinned ones
   * @param renew makes all images again, for newer Debian packages; compiled programs are reused
   * @param progress is told each step
   * @throws BuildRefused before anything starts, with all that is wrong
   * @throws StepFailed where a step failed, with the end of its output
   */
  public void build(List<String> versions, boolean renew, BuildProgress progress) {
    prerequisites.check(versions);
    workplace.exclusively(() -> buildAlone(versions, renew, progress));
  }

  /**
   * Compiles kind, which is part of no image: clusters made by it are compared with Firedrill's.
   *
   * @throws BuildRefused before anything starts, with all that is wrong
   * @throws StepFailed where it does not compile
   */
  public void buildKind(BuildProgress progress) {
    prerequisites.check(List.of());
    workplace.exclusively(
        () -> {
          Program kind = blueprint().kind();
          boolean made = new Compiler(host, workplace).has(kind);
          progress.planned(made ? 0 : 1, made ? List.of(kind.title()) : List.of());
          if (!made) {
            make(new BuildPlan(List.of(kind), List.of()), progress);
          }
          progress.finished();
        });
  }

  /** The program that {@link #buildKind} makes; empty where it is not there or not current. */
  public Optional<Path> kind() {
    if (!sources.exist() || !host.has("go")) {
      return Optional.empty();
    }
    Program kind = blueprint().kind();
    return new Compiler(host, workplace).has(kind)
        ? Optional.of(workplace.binaries(kind).resolve(kind.name()))
        : Optional.empty();
  }

  /**
   * What {@link #build} would make, in its order.
   *
   * @throws BuildRefused with all that is wrong
   */
  public List<String> planned(List<String> versions) {
    prerequisites.check(versions);
    List<Image> images = images(versions);
    return titles(plan(images, engine.present(tags(images))).toMake());
  }

  /** The images of all pinned releases, and whether each is there and current. */
  public List<ImageState> list() {
    prerequisites.check(List.of());
    List<Image> images = images(List.of());
    Map<String, Engine.Present> present = engine.present(tags(images));
    return images.stream()
        .map(image -> ImageState.of(image.tag(), image.inputs(), present.get(image.tag())))
        .toList();
  }

  private void buildAlone(List<String> versions, boolean renew, BuildProgress progress) {
    installPackages(progress);
    List<Image> images = images(versions);
    Map<String, Engine.Present> before = engine.present(tags(images));
    BuildPlan plan = plan(images, renew ? Map.of() : before);
    progress.planned(plan.toMake().size(), titles(plan.reused()));
    make(plan, progress);
    engine.removeReplaced();
    progress.finished();
  }

  private List<Image> images(List<String> versions) {
    List<Version> wanted =
        versions.isEmpty()
            ? sources.pinnedVersions()
            : versions.stream().map(Version::parse).distinct().toList();
    return blueprint().images(wanted);
  }

  private Blueprint blueprint() {
    return new Blueprint(sources, new GoToolchain(host).version());
  }

  private BuildPlan plan(List<Image> images, Map<String, Engine.Present> present) {
    Compiler compiler = new Compiler(host, workplace);
    return BuildPlan.of(
        images,
        artifact -> {
          if (artifact instanceof Program program) {
            return compiler.has(program);
          }
          Engine.Present found = present.get(((Image) artifact).tag());
          return found != null && found.inputs().equals(artifact.inputs());
        });
  }

  private void make(BuildPlan plan, BuildProgress progress) {
    Compiler compiler = new Compiler(host, workplace);
    try (ModuleFetch fetch = new ModuleFetch(compiler)) {
      fetch.begin(plan.toMake());
      for (Artifact artifact : plan.toMake()) {
        progress.started(artifact.title());
        make(artifact, compiler, workplace.log(artifact.title()));
        progress.ended();
      }
    }
  }

  private void make(Artifact artifact, Compiler compiler, Path log) {
    if (artifact instanceof Program program) {
      compiler.compile(program, log);
    } else if (artifact instanceof DebianImage image) {
      new Assembly(host, workplace).make(image, log);
    } else if (artifact instanceof BuiltImage image) {
      new Assembly(host, workplace).make(image, log);
    } else if (artifact instanceof NodeImage image) {
      new NodeAssembly(host, workplace).make(image, log);
    }
  }

  private void installPackages(BuildProgress progress) {
    List<String> missing = prerequisites.missingPackages();
    if (missing.isEmpty()) {
      return;
    }
    String title = "install Debian packages " + String.join(" ", missing);
    progress.started(title);
    Step step = new Step(title, host, workplace.log(title));
    step.run(HostCommand.of("apt-get", "update"));
    List<String> argv =
        new ArrayList<>(List.of("apt-get", "install", "--yes", "--no-install-recommends"));
    argv.addAll(missing);
    step.run(HostCommand.of(argv).with("DEBIAN_FRONTEND", "noninteractive"));
    progress.ended();
  }

  private static List<String> tags(List<Image> images) {
    List<String> tags = new ArrayList<>();
    BuildPlan.of(images, artifact -> false).toMake().stream()
        .filter(Image.class::isInstance)
        .forEach(image -> tags.add(((Image) image).tag()));
    return tags;
  }

  private static List<String> titles(List<Artifact> artifacts) {
    return artifacts.stream().map(Artifact::title).toList();
  }
}
