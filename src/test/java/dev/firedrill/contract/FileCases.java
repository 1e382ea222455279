package dev.firedrill.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.ports.CommandResult;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A machine's files, and the programs that look at them. */
final class FileCases {

  private static final String FOLDER = "/run/firedrill-contract";

  void test_exits_with_1_for_a_missing_file(Ground ground) {
    CommandResult result = ground.run("test", "-e", "/etc/kubernetes/no-such-file");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stdout() + result.stderr()).isEmpty();
  }

  void test_exits_with_0_for_a_file_that_is_there(Ground ground) {
    assertThat(ground.run("test", "-e", ground.kubeconfig()).exitCode()).isZero();
  }

  void test_sees_a_folder(Ground ground) {
    String etcds = ground.contracted().distribution().layout().etcdCa();
    assertThat(ground.run("test", "-e", etcds.substring(0, etcds.lastIndexOf('/'))).exitCode())
        .isZero();
  }

  void a_worker_has_no_administrators_kubeconfig(Ground ground) {
    assertThat(ground.worker().run(Shell.test(ground.kubeconfig())).exitCode()).isEqualTo(1);
    assertThat(ground.worker().run(Shell.test(ground.contracted().kubeletsKubeconfig())).exitCode())
        .isZero();
  }

  @Only(value = Contracted.KUBEADM, why = "k3s makes one administrator's kubeconfig")
  void the_first_control_plane_has_a_super_administrator(Ground ground) {
    assertThat(ground.run("test", "-e", "/etc/kubernetes/super-admin.conf").exitCode()).isZero();
  }

  void rm_f_of_a_missing_file_succeeds(Ground ground) {
    CommandResult result = ground.run("rm", "-f", FOLDER + "/none");
    assertThat(result.exitCode()).isZero();
    assertThat(result.stderr()).isEmpty();
  }

  void rm_f_removes_a_file(Ground ground) {
    String file = FOLDER + "/removed";
    ground.controlPlane().write(file, bytes("text"), "0600");
    assertThat(ground.run("rm", "-f", file).exitCode()).isZero();
    assertThat(ground.run("test", "-e", file).exitCode()).isEqualTo(1);
  }

  void writing_a_file_makes_its_folders(Ground ground) {
    ground.controlPlane().write(FOLDER + "/a/b/c", bytes("text"), "0600");
    assertThat(ground.controlPlane().read(FOLDER + "/a/b/c")).isEqualTo(bytes("text"));
    assertThat(ground.run("test", "-e", FOLDER + "/a/b").exitCode()).isZero();
  }

  void writing_replaces_what_was_there(Ground ground) {
    ground.controlPlane().write(FOLDER + "/twice", bytes("a longer first content"), "0600");
    ground.controlPlane().write(FOLDER + "/twice", bytes("second"), "0600");
    assertThat(ground.controlPlane().read(FOLDER + "/twice")).isEqualTo(bytes("second"));
  }

  void files_keep_their_bytes(Ground ground) {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    ground.controlPlane().write(FOLDER + "/bytes", all, "0600");
    assertThat(ground.controlPlane().read(FOLDER + "/bytes")).isEqualTo(all);
  }

  void an_empty_file_is_there(Ground ground) {
    ground.controlPlane().write(FOLDER + "/empty", new byte[0], "0600");
    assertThat(ground.run("test", "-e", FOLDER + "/empty").exitCode()).isZero();
    assertThat(ground.controlPlane().read(FOLDER + "/empty")).isEmpty();
  }

  void an_argument_with_a_space_is_one_argument(Ground ground) {
    ground.controlPlane().write(FOLDER + "/two words", bytes("text"), "0600");
    assertThat(ground.run("test", "-e", FOLDER + "/two words").exitCode()).isZero();
    assertThat(ground.run("rm", "-f", FOLDER + "/two words").exitCode()).isZero();
    assertThat(ground.run("test", "-e", FOLDER + "/two words").exitCode()).isEqualTo(1);
  }

  void machines_do_not_share_files(Ground ground) {
    ground.controlPlane().write(FOLDER + "/own", bytes("text"), "0600");
    assertThat(ground.worker().run(Shell.test(FOLDER + "/own")).exitCode()).isEqualTo(1);
  }

  void reading_a_missing_file_names_it(Ground ground) {
    assertThatThrownBy(() -> ground.controlPlane().read(FOLDER + "/missing"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(FOLDER + "/missing")
        .hasMessageContaining("cp-1");
  }

  void df_prints_a_heading_and_the_free_bytes(Ground ground) {
    CommandResult result = ground.run("df", "--block-size=1", "--output=avail", "/var/lib");
    assertThat(result.exitCode()).isZero();
    assertThat(result.stdout().lines().map(String::strip).toList())
        .hasSize(2)
        .satisfies(lines -> assertThat(lines.get(0)).isEqualTo("Avail"))
        .satisfies(lines -> assertThat(Long.parseLong(lines.get(1))).isPositive());
  }

  @Only(value = Contracted.KUBEADM, why = "it is kubeadm that prints the secret")
  void a_secret_reaches_a_file_by_the_shell(Ground ground) {
    String file = FOLDER + "/secret";
    ground.controlPlane().write(file, new byte[0], "0600");
    CommandResult result =
        ground.run(
            "sh", "-c", "umask 077; \"$@\" > " + file, "sh", "kubeadm", "certs", "certificate-key");
    assertThat(result.exitCode()).as(result.tail()).isZero();
    assertThat(result.stdout()).isEmpty();
    assertThat(new String(ground.controlPlane().read(file), StandardCharsets.UTF_8).strip())
        .matches("[0-9a-f]{64}");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
