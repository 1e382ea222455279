package dev.firedrill.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopologyFileTest {

  @TempDir Path folder;

  @Test
  void the_ha_topology_reaches_its_api_through_the_load_balancer() {
    Topology ha = TopologyFile.read(Path.of("clusters/ha.yaml"));
    assertThat(ha.controlPlaneEndpoint()).isEqualTo(ha.loadBalancer() + ":6443");
    assertThat(ha.firstControlPlane()).isEqualTo(new NodeName("cp-1"));
    assertThat(ha.otherControlPlanes()).hasSize(2);
    assertThat(ha.workers()).hasSize(2);
  }

  @Test
  void without_a_load_balancer_the_control_plane_is_the_endpoint() {
    Topology single = TopologyFile.read(Path.of("clusters/single.yaml"));
    assertThat(single.controlPlaneEndpoint()).isEqualTo("172.30.1.11:6443");
  }

  @Test
  void the_tag_of_an_image_gives_way_to_the_version_of_the_run() throws IOException {
    Path file = folder.resolve("kindest.yaml");
    Files.writeString(
        file,
        Files.readString(Path.of("clusters/single.yaml"))
            .replace("image: firedrill/node", "image: kindest/node:v1.29.4"));
    assertThat(TopologyFile.read(file).image(Version.parse("v1.30.4")))
        .isEqualTo("kindest/node:v1.30.4");
  }

  @Test
  void every_problem_is_reported_at_once_with_its_line() throws IOException {
    Path file = folder.resolve("bad.yaml");
    Files.writeString(
        file,
        """
        name: bad
        image: firedrill/node
        subnet: 172.30.9.0/33
        pod-subnet: 10.96.0.0/12
        service-subnet: 10.100.0.0/16
        colour: blue
        machines:
          - {name: cp-1, role: control-plane, address: 172.30.9.11}
          - {name: cp-1, role: control-plane, address: 172.30.9.11}
          - {name: Worker, role: helper, address: 172.30.9.999}
        """);
    ProblemsFound refused =
        catchThrowableOfType(ProblemsFound.class, () -> TopologyFile.read(file));
    assertThat(refused.problems())
        .extracting(problem -> problem.line() + " " + problem.text())
        .anyMatch(text -> text.startsWith("3 \"172.30.9.0/33\" is not a network"))
        .anyMatch(text -> text.equals("5 overlaps pod-subnet"))
        .anyMatch(text -> text.startsWith("6 unknown key"))
        .anyMatch(text -> text.equals("9 two machines are named cp-1"))
        .anyMatch(text -> text.equals("9 the address 172.30.9.11 is given twice"))
        .anyMatch(text -> text.contains("\"Worker\" is not a node name"))
        .anyMatch(text -> text.contains("\"helper\" is not a role"))
        .anyMatch(text -> text.contains("\"172.30.9.999\" is not an IPv4 address"))
        .anyMatch(text -> text.contains("2 control planes tolerate no more failures"))
        .anyMatch(text -> text.contains("several control planes need a \"load-balancer\""));
  }
}
