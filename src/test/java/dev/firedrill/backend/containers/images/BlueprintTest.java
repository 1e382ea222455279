package dev.firedrill.backend.containers.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.model.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlueprintTest {

  private static final List<Version> BOTH =
      List.of(Version.parse("v1.29.4"), Version.parse("v1.30.4"));

  @TempDir Path sources;

  @BeforeEach
  void copyTheCommittedSources() {
    Workplace.copyTree(Path.of("clusters/images"), sources, Integer.MAX_VALUE);
  }

  @Test
  void makesEverythingAfterWhatItNeeds() {
    List<Artifact> order = everything();
    for (Artifact artifact : order) {
      List<Artifact> earlier = order.subList(0, order.indexOf(artifact));
      assertThat(earlier).as(artifact.title()).containsAll(artifact.needs());
    }
  }

  @Test
  void makesEachArtifactOnceForAllReleases() {
    assertThat(everything()).extracting(Artifact::title).doesNotHaveDuplicates();
    assertThat(everything().stream().filter(NodeImage.class::isInstance)).hasSize(2);
  }

  @Test
  void namesClusterImagesAsKubeadmDoes() {
    assertThat(everything())
        .extracting(Artifact::title)
        .contains(
            "build firedrill/cluster/registry.k8s.io/kube-apiserver:v1.30.4",
            "build firedrill/cluster/registry.k8s.io/etcd:3.5.12-0",
            "build firedrill/cluster/registry.k8s.io/coredns/coredns:v1.11.1",
            "build firedrill/cluster/registry.k8s.io/pause:3.9");
  }

  @Test
  void aReleaseOfK3sIsOneProgramAndTheImagesOfItsPods() {
    List<Image> images = blueprint("go1").images(List.of(Version.parse("v1.29.4+k3s1")));
    assertThat(BuildPlan.of(images, artifact -> false).toMake())
        .extracting(Artifact::title)
        .contains(
            "compile k3s v1.29.4+k3s1",
            "build firedrill/cluster/rancher/mirrored-coredns-coredns:1.10.1",
            "build firedrill/cluster/rancher/mirrored-pause:3.6",
            "store cluster images in firedrill/node:v1.29.4-k3s1")
        .noneMatch(title -> title.startsWith("compile kubernetes"));
  }

  @Test
  void aChangedPinReachesOnlyItsOwnRelease() throws IOException {
    assertThat(changedBy("programs/kubernetes/v1.30.4/go.sum"))
        .contains("compile kubernetes v1.30.4", "store cluster images in firedrill/node:v1.30.4")
        .doesNotContain("compile etcd v3.5.12")
        .noneMatch(title -> title.contains("v1.29.4"));
  }

  @Test
  void aChangedDockerfileReachesWhatIsBuiltOnIt() throws IOException {
    assertThat(changedBy("network-tools/collect"))
        .contains(
            "build firedrill/network-tools:1",
            "build firedrill/cluster/firedrill.dev/flannel:v0.28.10",
            "store cluster images in firedrill/node:v1.29.4",
            "store cluster images in firedrill/node:v1.30.4")
        .noneMatch(title -> title.startsWith("compile"));
  }

  @Test
  void aNewerCompilerCompilesEverythingAgain() {
    Map<String, String> before = inputs("go1");
    Map<String, String> after = inputs("go2");
    assertThat(before.keySet())
        .filteredOn(title -> title.startsWith("compile"))
        .isNotEmpty()
        .allSatisfy(title -> assertThat(after.get(title)).isNotEqualTo(before.get(title)));
  }

  @Test
  void whatOnlyCurrentImagesNeedIsNotLookedAt() {
    List<Image> images = blueprint("go1").images(BOTH);
    BuildPlan plan = BuildPlan.of(images, Image.class::isInstance);
    assertThat(plan.toMake()).isEmpty();
    assertThat(plan.reused()).hasSize(images.size());
  }

  private Set<String> changedBy(String file) throws IOException {
    Map<String, String> before = inputs("go1");
    Files.writeString(sources.resolve(file), "\n# changed\n", StandardOpenOption.APPEND);
    Map<String, String> after = inputs("go1");
    return after.keySet().stream()
        .filter(title -> !after.get(title).equals(before.get(title)))
        .collect(Collectors.toSet());
  }

  private Map<String, String> inputs(String go) {
    return BuildPlan.of(blueprint(go).images(BOTH), artifact -> false).toMake().stream()
        .collect(Collectors.toMap(Artifact::title, Artifact::inputs));
  }

  private List<Artifact> everything() {
    return BuildPlan.of(blueprint("go1").images(BOTH), artifact -> false).toMake().stream()
        .map(Function.<Artifact>identity())
        .toList();
  }

  private Blueprint blueprint(String go) {
    return new Blueprint(new ImageSources(sources), go);
  }
}
