package dev.firedrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firedrill.model.EtcdStatus;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.tools.Etcd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** etcdctl and etcdutl inside etcd's container. */
@Only(value = Contracted.KUBEADM, why = "etcd of k3s has no container")
final class EtcdToolCases {

  private static final String FILE = "/var/lib/etcd/firedrill-contract.db";
  private static final String PKI = "/etc/kubernetes/pki/etcd/";

  void snapshot_save_says_where_it_is(Ground ground) {
    CommandResult result = save(ground);
    assertThat(result.exitCode()).as(result.tail()).isZero();
    assertThat(result.stdout()).contains("Snapshot saved at " + FILE + "\n");
    assertThat(ground.run("test", "-e", FILE).exitCode()).isZero();
  }

  void snapshot_status_is_json_with_hash_revision_keys_and_size(Ground ground) {
    EtcdStatus before = ground.cluster().etcd().status(ground.controlPlaneName());
    save(ground);
    EtcdStatus after = ground.cluster().etcd().status(ground.controlPlaneName());
    CommandResult result = ground.exec("etcd", Etcd.snapshotStatus(FILE));
    assertThat(result.exitCode()).as(result.tail()).isZero();
    JsonNode status = Shell.json(result);
    assertThat(status.path("hash").asLong()).isPositive();
    assertThat(status.path("revision").asLong()).isBetween(before.revision(), after.revision());
    assertThat(status.path("totalKey").asLong()).isPositive();
    assertThat(status.path("totalSize").asLong()).isPositive();
  }

  void a_snapshot_is_at_least_as_long_as_its_status_says(Ground ground) {
    save(ground);
    long size =
        Shell.json(ground.exec("etcd", Etcd.snapshotStatus(FILE))).path("totalSize").asLong();
    assertThat((long) ground.controlPlane().read(FILE).length).isGreaterThanOrEqualTo(size);
  }

  void a_snapshot_without_its_hash_still_has_a_status(Ground ground) {
    CommandResult result = statusOfFirst(ground, length -> length - 32);
    assertThat(result.exitCode()).as(result.tail()).isZero();
    assertThat(Shell.json(result).path("revision").asLong()).isPositive();
  }

  void half_a_snapshot_has_no_status(Ground ground) {
    CommandResult result = statusOfFirst(ground, length -> length / 2);
    assertThat(result.exitCode()).as(result.stdout()).isEqualTo(1);
    assertThat(result.stdout()).isEmpty();
  }

  void an_empty_snapshot_has_no_status(Ground ground) {
    CommandResult result = statusOfFirst(ground, length -> 0);
    assertThat(result.exitCode()).as(result.stdout()).isEqualTo(1);
  }

  void status_of_a_snapshot_that_is_not_there_fails(Ground ground) {
    CommandResult result = ground.exec("etcd", Etcd.snapshotStatus("/var/lib/etcd/none.db"));
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr()).contains("stat /var/lib/etcd/none.db: no such file or directory");
  }

  void etcdctl_lists_the_members(Ground ground) {
    CommandResult result = etcdctl(ground, "member", "list");
    assertThat(result.exitCode()).as(result.tail()).isZero();
    String address = ground.cluster().topology().machine(ground.controlPlaneName()).address();
    assertThat(result.stdout())
        .isEqualTo(
            "%s, started, cp-1, https://%s:2380, https://%s:2379, false\n"
                .formatted(ground.cluster().etcd().members().get(0).hexId(), address, address));
  }

  void etcdctl_without_a_certificate_is_refused(Ground ground) {
    CommandResult result =
        ground.exec(
            "etcd",
            "etcdctl",
            "--endpoints",
            "https://127.0.0.1:2379",
            "--cacert",
            PKI + "ca.crt",
            "--command-timeout",
            "3s",
            "member",
            "list");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr()).contains("context deadline exceeded");
  }

  /** The status of a snapshot's first bytes. */
  private static CommandResult statusOfFirst(Ground ground, IntUnaryOperator length) {
    save(ground);
    byte[] whole = ground.controlPlane().read(FILE);
    byte[] part = Arrays.copyOf(whole, length.applyAsInt(whole.length));
    ground.controlPlane().write(FILE, part, "0600");
    try {
      return ground.exec("etcd", Etcd.snapshotStatus(FILE));
    } finally {
      ground.run("rm", "-f", FILE);
    }
  }

  private static CommandResult save(Ground ground) {
    return ground.exec(
        "etcd",
        Etcd.snapshotSave(
            FILE, PKI + "ca.crt", PKI + "healthcheck-client.crt", PKI + "healthcheck-client.key"));
  }

  private static CommandResult etcdctl(Ground ground, String... verb) {
    List<String> argv =
        new ArrayList<>(
            List.of(
                "etcdctl",
                "--endpoints",
                "https://127.0.0.1:2379",
                "--cacert",
                PKI + "ca.crt",
                "--cert",
                PKI + "healthcheck-client.crt",
                "--key",
                PKI + "healthcheck-client.key"));
    argv.addAll(List.of(verb));
    return ground.exec("etcd", argv.toArray(String[]::new));
  }
}
