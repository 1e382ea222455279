package dev.firedrill.backend.containers.images;

import dev.firedrill.model.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What must hold before a build starts; everything that does not is told at once. */
final class Prerequisites {

  /** Programs of the building machine, and the Debian packages that have them. */
  private static final Map<String, List<String>> PACKAGES =
      Map.of("mmdebstrap", List.of("mmdebstrap"), "gcc", List.of("gcc", "libc6-dev"));

  private final Host host;
  private final Engine engine;
  private final ImageSources sources;

  Prerequisites(Host host, Engine engine, ImageSources sources) {
    this.host = host;
    this.engine = engine;
    this.sources = sources;
  }

  /**
   * Looks at everything.
   *
   * @throws BuildRefused naming all that is missing or wrong
   */
  void check(List<String> versions) {
    List<String> problems = new ArrayList<>();
    if (sources.exist()) {
      versions.forEach(version -> checkVersion(version, problems));
      new GoToolchain(host).problem(sources.path("programs")).ifPresent(problems::add);
    } else {
      problems.add(sources.path("programs") + " is missing; run in Firedrill's own folder");
    }
    engine.problem().ifPresent(problems::add);
    if (!host.isRoot()) {
      problems.add("gathering Debian packages needs root; run again as root");
    }
    if (!missingPackages().isEmpty() && !host.has("apt-get")) {
      problems.add(
          "this machine has no apt-get to install "
              + String.join(", ", missingPackages())
              + " with; build on a Debian machine, or use kindest/node images");
    }
    if (!problems.isEmpty()) {
      throw new BuildRefused(problems);
    }
  }

  /** Debian packages that the build needs and this machine lacks. */
  List<String> missingPackages() {
    Map<String, List<String>> missing = new LinkedHashMap<>(PACKAGES);
    missing.keySet().removeIf(host::has);
    return missing.values().stream().flatMap(List::stream).sorted().toList();
  }

  private void checkVersion(String text, List<String> problems) {
    Version version;
    try {
      version = Version.parse(text);
    } catch (IllegalArgumentException malformed) {
      problems.add(String.valueOf(malformed.getMessage()));
      return;
    }
    if (!sources.isPinned(version)) {
      problems.add(
          "release "
              + version
              + " is not pinned; pinned are "
              + sources.pinnedVersions()
              + "; clusters/images/programs/pin "
              + version
              + " adds it");
      return;
    }
    try {
      checkComponents(sources.release(version), problems);
    } catch (RuntimeException unusable) {
      problems.add(String.valueOf(unusable.getMessage()));
    }
  }

  private void checkComponents(Release release, List<String> problems) {
    Map<String, String> wanted = new LinkedHashMap<>();
    wanted.put("etcd", release.etcdVersion());
    wanted.put("coredns", release.coredns());
    wanted.forEach(
        (program, version) -> {
          if (!sources.isPinned(program, version)) {
            problems.add(
                "release "
                    + release.kubernetes()
                    + " wants "
                    + program
                    + " "
                    + version
                    + ", which is not pinned; clusters/images/programs/pin "
                    + release.kubernetes()
                    + " adds it");
          }
        });
  }
}
