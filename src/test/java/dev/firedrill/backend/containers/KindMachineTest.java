package dev.firedrill.backend.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.scenario.TopologyFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class KindMachineTest {

  private static final Version RELEASE = Version.parse("v1.29.4");

  private final MachineCreation creation = MachineCreation.kindContainer();

  @Test
  void one_control_plane_by_the_name_that_kindcontainer_gives_it_is_made_and_nothing_else() {
    assertThat(creation.unfit(topology("kind"))).isEmpty();
    assertThat(creation.unfit(topology("single")))
        .singleElement()
        .asString()
        .contains("cluster single", "cp-1, worker-1", "one control plane called kind");
    assertThat(creation.unfit(topology("ha"))).hasSize(1);
    Topology kind = topology("kind");
    Topology renamed =
        new Topology(
            "renamed",
            kind.imageRepository(),
            kind.subnet(),
            kind.podSubnet(),
            kind.serviceSubnet(),
            kind.controlPlaneEndpoint(),
            "",
            topology("single").machines().subList(0, 1));
    assertThat(creation.unfit(renamed)).singleElement().asString().contains("[cp-1]");
    assertThat(MachineCreation.unprivileged().unfit(topology("ha"))).isEmpty();
  }

  @Test
  void a_release_whose_minor_kindcontainer_does_not_know_is_a_problem() {
    Topology kind = topology("kind");
    assertThat(creation.problems(kind, List.of(RELEASE, Version.parse("v1.30.4")))).isEmpty();
    assertThat(creation.problems(kind, List.of(Version.parse("v1.99.0"))))
        .singleElement()
        .asString()
        .contains("no release of the minor of v1.99.0", "1.29.");
  }

  @Test
  void kubeadm_is_told_the_release_of_the_machine_and_not_the_one_that_kindcontainer_knows() {
    String known = KindMachine.known(RELEASE).orElseThrow().toString();
    assertThat(known).startsWith("1.29.").isNotEqualTo("1.29.4");
    String file = "clusterName: kind\nkubernetesVersion: v" + known + "\nnetworking: {}\n";
    assertThat(KindMachine.ofRelease(file, known, RELEASE))
        .isEqualTo("clusterName: kind\nkubernetesVersion: v1.29.4\nnetworking: {}\n");
    String other = "kubernetesVersion: v" + known + "0\n";
    assertThat(KindMachine.ofRelease(other, known, RELEASE)).isEqualTo(other);
  }

  @Test
  void an_engine_that_allows_no_privileged_container_is_told_with_what_starts_one_that_does() {
    assertThat(
            Privileged.refusal(
                "Status 500: OCI runtime create failed: unable to apply caps:\n operation not"
                    + " permitted\n"))
        .contains(
            "allows no --privileged",
            "unable to apply caps: operation not permitted",
            "./firedrill engine up --privileged",
            "./firedrill engine down");
  }

  private static Topology topology(String name) {
    return TopologyFile.read(Path.of("clusters", name + ".yaml"));
  }
}
