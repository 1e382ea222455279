package dev.firedrill.backend.containers.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageBuildTest {

  private static final ImageSources SOURCES = new ImageSources(Path.of("clusters/images"));

  @TempDir Path cache;

  @Test
  void refusesWithAllProblemsAtOnceBeforeAnythingRuns() {
    FakeHost bare = new FakeHost(Set.of(), false);
    assertThatThrownBy(() -> build(bare, "v1.2.3", "newest", "v1.29.4"))
        .isInstanceOf(BuildRefused.class)
        .hasMessageContaining("v1.2.3 is not pinned; pinned are " + SOURCES.pinnedVersions())
        .hasMessageContaining("clusters/images/programs/pin v1.2.3")
        .hasMessageContaining("\"newest\" is not a version")
        .hasMessageContaining("no docker command")
        .hasMessageContaining("no go command")
        .hasMessageContaining("needs root")
        .hasMessageContaining("gcc, libc6-dev, mmdebstrap");
    assertThat(bare.commands).isEmpty();
  }

  @Test
  void refusesWhereNoEngineAnswers() {
    FakeHost host = FakeHost.complete();
    host.answer = command -> new HostResult(1, "cannot connect");
    assertThatThrownBy(() -> build(host, "v1.29.4"))
        .isInstanceOf(BuildRefused.class)
        .hasMessageContaining("no Docker engine answers (cannot connect)")
        .hasMessageContaining("clusters/engine up");
  }

  @Test
  void refusesACompilerOlderThanAPinnedModuleWants() {
    FakeHost host = FakeHost.complete();
    host.answer = command -> new HostResult(0, "go1.21rc2");
    assertThatThrownBy(() -> build(host, "v1.29.4"))
        .isInstanceOf(BuildRefused.class)
        .hasMessageContaining("go1.21rc2 is too old; install Go 1.26 or newer");
  }

  @Test
  void installsMissingPackagesAsItsFirstStep() {
    FakeHost host = new FakeHost(Set.of("docker", "go", "gcc", "apt-get"), true);
    host.answer =
        command ->
            command.toString().startsWith("apt-get install")
                ? new HostResult(100, "no network")
                : new HostResult(0, "");
    assertThatThrownBy(() -> build(host, "v1.29.4"))
        .isInstanceOf(StepFailed.class)
        .hasMessageContaining("could not install Debian packages mmdebstrap");
  }

  @Test
  void tellsTheEndOfAFailedStepsOutputAndWhatToDoNext() {
    FakeHost host = FakeHost.complete();
    host.answer =
        command ->
            command.argv().get(0).equals("sh")
                ? new HostResult(2, "first line\nmirror unreachable")
                : new HostResult(0, "");
    assertThatThrownBy(() -> build(host, "v1.29.4"))
        .isInstanceOf(StepFailed.class)
        .hasMessageContaining("could not gather Debian packages for firedrill/load-balancer-root:1")
        .hasMessageContaining("exit code 2")
        .hasMessageContaining("    mirror unreachable")
        .hasMessageContaining(cache.resolve("logs").toString())
        .hasMessageContaining("run the same command again");
  }

  @Test
  void printsThePlanWithoutMakingAnything() {
    FakeHost host = FakeHost.complete();
    List<String> planned = new ImageBuild(host, SOURCES, cache).planned(List.of("v1.29.4"));
    assertThat(planned)
        .containsSubsequence(
            "gather Debian packages for firedrill/base:1",
            "build firedrill/machine:1",
            "compile kubernetes v1.29.4",
            "build firedrill/hyperkube:v1.29.4",
            "store cluster images in firedrill/node:v1.29.4");
    assertThat(host.commands)
        .allMatch(command -> command.matches("docker (version|image inspect) .*|go env GOVERSION"));
  }

  @Test
  void makesNothingWhereAllImagesAreCurrent() {
    FakeHost host = FakeHost.complete();
    host.answer = command -> current(command);
    List<String> told = build(host, "v1.29.4", "v1.30.4");
    assertThat(told)
        .containsExactly(
            "planned 0 [build firedrill/load-balancer:1,"
                + " store cluster images in firedrill/node:v1.29.4,"
                + " store cluster images in firedrill/node:v1.30.4]",
            "finished");
    assertThat(host.commands).noneMatch(command -> command.contains("build"));
  }

  @Test
  void buildsEverythingOnceAndNothingTheSecondTime() {
    FakeHost host = FakeHost.complete();
    host.answer = new FakeEngine();
    assertThat(build(host, "v1.29.4", "v1.30.4")).contains("finished").hasSizeGreaterThan(50);
    assertThat(host.commands).filteredOn(ran -> ran.startsWith("docker commit")).hasSize(2);
    assertThat(build(host, "v1.29.4", "v1.30.4")).hasSize(2);
  }

  @Test
  void fetchesModulesWhileDebianPackagesAreGathered() {
    FakeHost host = FakeHost.complete();
    FakeEngine engine = new FakeEngine();
    CountDownLatch fetched = new CountDownLatch(1);
    host.answer =
        command -> {
          if (command.environment().getOrDefault("GOFLAGS", "").endsWith(" -n")) {
            fetched.countDown();
          } else if (command.toString().contains("load-balancer/packages")
              && command.argv().get(0).equals("sh")) {
            assertThat(counted(fetched)).as("modules are fetched meanwhile").isTrue();
          }
          return engine.apply(command);
        };
    assertThat(build(host, "v1.29.4")).contains("finished");
    assertThat(fetched.getCount()).isZero();
  }

  private static boolean counted(CountDownLatch latch) {
    try {
      return latch.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  @Test
  void makesAgainOnlyWhatIsStaleAndRemovesWhatItReplaced() {
    FakeHost host = FakeHost.complete();
    FakeEngine engine = new FakeEngine();
    host.answer = engine;
    build(host, "v1.29.4");
    Map<String, String> first = Map.copyOf(engine.images);
    engine.images.put("firedrill/node:v1.29.4", "stale");
    engine.images.put("firedrill/machine:1", "stale machine");
    host.commands.clear();
    assertThat(build(host, "v1.29.4"))
        .filteredOn(line -> line.startsWith("started"))
        .containsExactly(
            "started build firedrill/machine:1",
            "started store cluster images in firedrill/node:v1.29.4");
    assertThat(engine.images).isEqualTo(first);
    assertThat(host.commands)
        .endsWith(
            "docker image prune --force --filter label=dev.firedrill.inputs",
            "docker image prune --force --filter label=dev.firedrill.stage");
  }

  @Test
  void renewsCurrentImagesOnlyWhenAsked() {
    FakeHost host = FakeHost.complete();
    host.answer =
        command -> command.argv().get(0).equals("sh") ? new HostResult(1, "") : current(command);
    assertThatThrownBy(
            () ->
                new ImageBuild(host, SOURCES, cache)
                    .build(List.of("v1.29.4"), true, new Told(new ArrayList<>())))
        .isInstanceOf(StepFailed.class)
        .hasMessageContaining("gather Debian packages");
  }

  @Test
  void listsImagesWhoseInputsChangedAsStale() {
    FakeHost host = FakeHost.complete();
    host.answer =
        command ->
            command.toString().startsWith("docker image inspect")
                ? new HostResult(1, "firedrill/node:v1.29.4 \tsha256:1\t1000\told")
                : new HostResult(0, "");
    assertThat(new ImageBuild(host, SOURCES, cache).list())
        .contains(
            new ImageState("firedrill/load-balancer:1", "absent", 0),
            new ImageState("firedrill/node:v1.29.4", "stale", 1000),
            new ImageState("firedrill/node:v1.30.4", "absent", 0));
  }

  @Test
  void compilesKindOnlyWhenItIsAskedForAndOnce() {
    FakeHost host = FakeHost.complete();
    host.answer = new FakeEngine();
    assertThat(build(host, "v1.29.4")).noneMatch(line -> line.contains("kind v"));
    ImageBuild build = new ImageBuild(host, SOURCES, cache);
    assertThat(build.kind()).isEmpty();
    String version = SOURCES.component("kind");
    List<String> told = new ArrayList<>();
    build.buildKind(new Told(told));
    assertThat(told)
        .containsExactly("planned 1 []", "started compile kind " + version, "ended", "finished");
    assertThat(build.kind().orElseThrow().getFileName()).hasToString("kind");
    told.clear();
    build.buildKind(new Told(told));
    assertThat(told).containsExactly("planned 0 [compile kind " + version + "]", "finished");
  }

  private static HostResult current(HostCommand command) {
    if (!command.toString().startsWith("docker image inspect")) {
      return new HostResult(0, "go1.99.1");
    }
    StringBuilder lines = new StringBuilder();
    new Blueprint(SOURCES, "go1.99.1")
        .images(SOURCES.pinnedVersions())
        .forEach(
            image -> lines.append(image.tag() + "\tsha256:1\t1\t" + image.inputs()).append("\n"));
    return new HostResult(1, lines.toString());
  }

  private List<String> build(FakeHost host, String... versions) {
    List<String> told = new ArrayList<>();
    new ImageBuild(host, SOURCES, cache).build(List.of(versions), false, new Told(told));
    return told;
  }

  private record Told(List<String> lines) implements BuildProgress {

    @Override
    public void planned(int steps, List<String> reused) {
      lines.add("planned " + steps + " " + reused);
    }

    @Override
    public void started(String title) {
      lines.add("started " + title);
    }

    @Override
    public void ended() {
      lines.add("ended");
    }

    @Override
    public void finished() {
      lines.add("finished");
    }
  }
}
