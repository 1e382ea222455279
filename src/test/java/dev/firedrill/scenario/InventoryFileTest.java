package dev.firedrill.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firedrill.model.ClusterInventory;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.SshAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryFileTest {

  private static final String NODES =
      """
      nodes:
        - {name: worker-1, role: worker, address: 10.0.0.21, host: w1.example.org, port: 2222, user: admin}
        - {name: cp-1, role: control-plane, address: 10.0.0.11}
        - {name: cp-2, role: control-plane, address: 10.0.0.12, sudo: false}
      """;

  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    Files.setPosixFilePermissions(
        Files.writeString(folder.resolve("key"), "a key"),
        PosixFilePermissions.fromString("rw-------"));
    Files.writeString(folder.resolve("known_hosts"), "hosts");
    Files.createDirectories(folder.resolve("releases"));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("prod.yaml"), text);
  }

  private ClusterInventory read(String text) throws IOException {
    return InventoryFile.read(file(text), InventoryFileTest::distribution);
  }

  private static String distribution(String name) {
    if (!name.equals("some")) {
      throw new IllegalArgumentException("\"" + name + "\" cannot be operated, for a reason");
    }
    return name;
  }

  @Test
  void nodes_have_what_all_of_them_have_in_common_unless_they_say_otherwise() throws IOException {
    ClusterInventory read =
        read(
            """
            name: prod
            distribution: some
            endpoint: api.example.org:6443
            releases: releases
            ssh: {user: ops, sudo: true, key: key, known-hosts: known_hosts}
            """
                + NODES);
    assertThat(read.distribution()).isEqualTo("some");
    assertThat(read.topology().name()).isEqualTo("prod");
    assertThat(read.topology().nodes())
        .extracting("value")
        .containsExactly("cp-1", "cp-2", "worker-1");
    assertThat(read.topology().controlPlaneEndpoint()).isEqualTo("api.example.org:6443");
    assertThat(read.key()).isEqualTo(folder.toAbsolutePath().resolve("key"));
    assertThat(read.releases()).contains(folder.toAbsolutePath().resolve("releases"));
    assertThat(read.ways())
        .containsEntry(new NodeName("cp-1"), new SshAccess("10.0.0.11", 22, "ops", true))
        .containsEntry(new NodeName("cp-2"), new SshAccess("10.0.0.12", 22, "ops", false))
        .containsEntry(
            new NodeName("worker-1"), new SshAccess("w1.example.org", 2222, "admin", true));
  }

  @Test
  void what_is_left_out_is_root_at_port_22_and_an_endpoint_that_the_cluster_says()
      throws IOException {
    ClusterInventory read =
        read(
            """
            name: prod
            distribution: some
            ssh: {key: key, known-hosts: known_hosts}
            """
                + NODES);
    assertThat(read.topology().controlPlaneEndpoint()).isEmpty();
    assertThat(read.releases()).isEmpty();
    assertThat(read.ways())
        .containsEntry(new NodeName("cp-1"), new SshAccess("10.0.0.11", 22, "root", false));
    assertThat(read.reachedAt("10.0.0.11:6443").topology().controlPlaneEndpoint())
        .isEqualTo("10.0.0.11:6443");
  }

  @Test
  void every_problem_is_reported_at_once_with_its_line() throws IOException {
    Path file =
        file(
            """
            name: Prod One
            distribution: other
            endpoint: https://api
            releases: none
            colour: blue
            ssh:
              user: "-o ProxyCommand=x"
              port: 70000
              sudo: perhaps
              key: no-key
            nodes:
              - {name: w-1, role: worker, address: 10.0.0.21, port: 0}
              - {name: w-1, role: helper, address: 10.0.0.21, host: "a b"}
              - {name: w-2, address: 10.0.0.999, shell: fish}
            """);
    ProblemsFound refused =
        catchThrowableOfType(
            ProblemsFound.class, () -> InventoryFile.read(file, InventoryFileTest::distribution));
    assertThat(refused.problems())
        .extracting(problem -> problem.line() + " " + problem.key() + " " + problem.text())
        .anyMatch(text -> text.startsWith("1 name \"Prod One\" is not a cluster's name"))
        .anyMatch(text -> text.startsWith("2 distribution \"other\" cannot be operated, for a"))
        .anyMatch(text -> text.startsWith("3 endpoint \"https://api\" is not an endpoint"))
        .anyMatch(text -> text.contains("4 releases ") && text.endsWith("none is no folder"))
        .anyMatch(text -> text.startsWith("5 colour unknown key"))
        .anyMatch(text -> text.startsWith("7 ssh.user ") && text.contains("not a user's name"))
        .anyMatch(text -> text.startsWith("8 ssh.port 70000 is no port"))
        .anyMatch(text -> text.startsWith("9 ssh.sudo \"perhaps\" is neither true nor false"))
        .anyMatch(text -> text.contains("10 ssh.key ") && text.contains("no-key is no file"))
        .anyMatch(text -> text.contains("\"known-hosts\" is missing"))
        .anyMatch(text -> text.startsWith("12 nodes[0].port 0 is no port"))
        .anyMatch(text -> text.startsWith("13 nodes[1].name two nodes are named w-1"))
        .anyMatch(text -> text.contains("\"helper\" is not a role"))
        .anyMatch(text -> text.startsWith("13 nodes[1].address the address 10.0.0.21 is given"))
        .anyMatch(text -> text.startsWith("13 nodes[1].host \"a b\" is not a host"))
        .anyMatch(text -> text.contains("\"role\" is missing"))
        .anyMatch(text -> text.contains("\"10.0.0.999\" is not an IPv4 address"))
        .anyMatch(text -> text.startsWith("14 nodes[2].shell unknown key"))
        .anyMatch(text -> text.contains("there is no node with the role control-plane"))
        .hasSize(19);
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    ProblemsFound refused =
        catchThrowableOfType(
            ProblemsFound.class,
            () -> InventoryFile.read(folder.resolve("no.yaml"), InventoryFileTest::distribution));
    assertThat(refused.problems()).singleElement().asString().contains("no.yaml: no such file");
  }

  /** As ssh itself refuses it: it makes root of whoever has it, on every machine. */
  @Test
  void a_key_that_others_may_read_is_refused() throws IOException {
    Files.setPosixFilePermissions(
        folder.resolve("key"), PosixFilePermissions.fromString("rw-r-----"));
    ProblemsFound refused =
        catchThrowableOfType(
            ProblemsFound.class,
            () ->
                read(
                    """
                    name: prod
                    distribution: some
                    ssh: {key: key, known-hosts: known_hosts}
                    """
                        + NODES));
    assertThat(refused.problems())
        .singleElement()
        .asString()
        .contains("ssh.key", "may be read or changed by others than its owner (rw-r-----)");
  }
}
