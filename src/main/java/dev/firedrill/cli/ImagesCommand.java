package dev.firedrill.cli;

import dev.firedrill.backend.containers.images.BuildRefused;
import dev.firedrill.backend.containers.images.ImageBuild;
import dev.firedrill.backend.containers.images.ImageSources;
import dev.firedrill.backend.containers.images.ImageState;
import dev.firedrill.backend.containers.images.StepFailed;
import dev.firedrill.backend.remote.MonotonicTimeSource;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code firedrill images}: the images that a cluster in containers is made of. */
@Command(
    name = "images",
    description = "Builds and lists the images that a cluster in containers is made of.",
    mixinStandardHelpOptions = true)
public final class ImagesCommand implements Runnable {

  private static final int USAGE = 64;
  private static final int HARNESS_ERROR = 70;
  private static final long BYTES_PER_MEGABYTE = 1_000_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--sources",
      paramLabel = "DIR",
      description = "What images are made from (default: ${DEFAULT-VALUE}).",
      defaultValue = "${env:FIREDRILL_HOME:-.}/clusters/images",
      scope = picocli.CommandLine.ScopeType.INHERIT)
  private Path sources;

  /** Without a sub-command, shows the help. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "build",
      description = "Builds the load balancer and a node image for each Kubernetes version.",
      mixinStandardHelpOptions = true)
  int build(
      @Parameters(
              paramLabel = "VERSION",
              arity = "0..*",
              description = "Kubernetes versions, for example v1.29.4; none means all pinned ones.")
          List<String> versions,
      @Option(names = "--dry-run", description = "Only print what would be made, in order.")
          boolean dryRun,
      @Option(
              names = "--renew",
              description = "Make all images again, with Debian's packages of today.")
          boolean renew,
      @Option(
              names = "--kind",
              description =
                  "Compile kind too, which \"bench cluster --against kind\" needs; alone where no"
                      + " version is given.")
          boolean kind) {
    PrintWriter out = spec.commandLine().getOut();
    List<String> wanted = versions == null ? new ArrayList<>() : versions;
    return reporting(
        () -> {
          boolean images = !kind || !wanted.isEmpty();
          if (dryRun) {
            plan(images, wanted, kind).forEach(out::println);
            return;
          }
          if (images) {
            build(sources)
                .build(wanted, renew, new PrintedProgress(out, new MonotonicTimeSource()));
          }
          if (kind) {
            build(sources).buildKind(new PrintedProgress(out, new MonotonicTimeSource()));
          }
        });
  }

  private List<String> plan(boolean images, List<String> versions, boolean kind) {
    ImageBuild build = build(sources);
    List<String> plan = new ArrayList<>(images ? build.planned(versions) : List.of());
    if (kind && build.kind().isEmpty()) {
      plan.add("compile kind");
    }
    return plan;
  }

  @Command(
      name = "list",
      description = "Lists the images of all pinned versions: current, stale or absent.",
      mixinStandardHelpOptions = true)
  int list() {
    PrintWriter out = spec.commandLine().getOut();
    return reporting(
        () -> {
          for (ImageState image : build(sources).list()) {
            out.printf(
                "%-32s %-8s %5d MB%n",
                image.tag(), image.state(), image.sizeBytes() / BYTES_PER_MEGABYTE);
          }
        });
  }

  /** What makes images of these sources, and keeps programs where {@code FIREDRILL_CACHE} says. */
  static ImageBuild build(Path sources) {
    Path cache =
        Optional.ofNullable(System.getenv("FIREDRILL_CACHE"))
            .map(Path::of)
            .orElse(Path.of(System.getProperty("user.home"), ".cache", "firedrill"));
    return new ImageBuild(new ImageSources(sources), cache);
  }

  private int reporting(Runnable work) {
    try {
      work.run();
      return 0;
    } catch (BuildRefused refused) {
      return told(refused, USAGE);
    } catch (StepFailed failed) {
      return told(failed, HARNESS_ERROR);
    } finally {
      spec.commandLine().getOut().flush();
    }
  }

  private int told(RuntimeException problem, int exitCode) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("firedrill images: " + problem.getMessage());
    err.flush();
    return exitCode;
  }
}
