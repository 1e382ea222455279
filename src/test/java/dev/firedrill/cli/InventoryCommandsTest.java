package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.drill.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands on a real cluster say before any cluster is reached. */
class InventoryCommandsTest {

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void files() throws IOException {
    Files.setPosixFilePermissions(
        Files.writeString(folder.resolve("key"), "a key"),
        PosixFilePermissions.fromString("rw-------"));
    Files.writeString(folder.resolve("known_hosts"), "");
  }

  private int firedrill(String... args) {
    Home home = new Home(Path.of("").toAbsolutePath());
    return Firedrill.commandLine(home, new Backends(List.of()), new StopSignal())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }

  private String inventory(String distribution, int port) throws IOException {
    return Files.writeString(
            folder.resolve("prod.yaml"),
            """
            name: prod
            distribution: %s
            ssh: {key: key, known-hosts: known_hosts, port: %d}
            nodes:
              - {name: cp-1, role: control-plane, address: 127.0.0.1}
            """
                .formatted(distribution, port))
        .toString();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  @Test
  void an_inventory_of_another_distribution_is_refused_with_the_reason() throws IOException {
    String k3s = inventory("k3s", 22);
    assertThat(firedrill("preflight", "--inventory", k3s, "--to", "v1.30.4")).isEqualTo(64);
    assertThat(err.toString())
        .contains("prod.yaml:2: distribution: clusters of k3s cannot be operated");
    assertThat(firedrill("certificates", "--inventory", inventory("rke2", 22))).isEqualTo(64);
    assertThat(err.toString()).contains("\"rke2\" is not a distribution; expected kubeadm");
  }

  @Test
  void a_cluster_that_cannot_be_reached_proves_nothing() throws IOException {
    String prod = inventory("kubeadm", freePort());
    String store = folder.resolve("store").toString();
    assertThat(firedrill("preflight", "--inventory", prod, "--to", "v1.30.4")).isEqualTo(2);
    assertThat(firedrill("backup", "--inventory", prod, "--backup-store", store)).isEqualTo(2);
    assertThat(firedrill("verify-backup", "--inventory", prod, "--backup-store", store))
        .isEqualTo(2);
    assertThat(firedrill("certificates", "--inventory", prod)).isEqualTo(2);
    assertThat(firedrill("upgrade", "--inventory", prod, "--to", "v1.30.4", "--yes")).isEqualTo(2);
    assertThat(err.toString().lines())
        .hasSize(5)
        .allMatch(line -> line.contains("cluster prod: no control plane gives the address"))
        .allMatch(line -> line.contains("node cp-1 cannot be reached"));
    assertThat(folder.resolve("store")).doesNotExist();
  }

  @Test
  void what_is_missing_or_badly_written_is_said_before_anything_is_reached() throws IOException {
    String prod = inventory("kubeadm", 1);
    assertThat(firedrill("backup", "--inventory", prod)).isEqualTo(64);
    assertThat(err.toString()).contains("--backup-store: say where backups are kept");
    assertThat(firedrill("upgrade", "--inventory", prod, "--yes")).isEqualTo(64);
    assertThat(err.toString()).contains("--to: expected the version to upgrade to");
    assertThat(firedrill("preflight", "--inventory", prod, "--to", "1.30")).isEqualTo(64);
    assertThat(err.toString()).contains("--to: ");
    assertThat(
            firedrill(
                "verify-backup", "--inventory", prod, "--backup-store", "s", "--max-age", "soon"))
        .isEqualTo(64);
    assertThat(err.toString()).contains("--max-age: \"soon\" is not a length of time");
  }

  @Test
  void certificates_are_those_of_an_inventory_or_of_a_run_and_not_of_both() throws IOException {
    assertThat(firedrill("certificates")).isEqualTo(64);
    assertThat(firedrill("certificates", "run", "--inventory", inventory("kubeadm", 1)))
        .isEqualTo(64);
    assertThat(err.toString()).contains("expected either --inventory FILE or the folder of a held");
  }
}
