package dev.firedrill.distribution.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.ports.Command;
import dev.firedrill.testing.ScriptedShell;
import dev.firedrill.tools.CommandFailed;
import org.junit.jupiter.api.Test;

class SecretTest {

  private static final String FILE = "/run/firedrill-secret";

  private final ScriptedShell shell = new ScriptedShell().having(FILE, "key\n".getBytes());

  @Test
  void no_shell_looks_into_an_argument() {
    Command command = Command.of("kubectl", "get", "--raw", "/api/v1/namespaces/a; reboot #/pods");
    assertThat(Secret.printedBy(shell, command)).isEqualTo("key");
    assertThat(shell.argvs().get(0))
        .startsWith("sh", "-c", "umask 077; \"$@\" > " + FILE, "sh")
        .endsWith(command.argv().toArray(new String[0]))
        .hasSize(4 + command.argv().size());
  }

  @Test
  void the_file_is_removed_where_the_command_failed_after_it_had_written() {
    shell.refusing("sh -c");
    assertThatThrownBy(() -> Secret.printedBy(shell, Command.of("kubectl", "get", "secrets")))
        .isInstanceOf(CommandFailed.class);
    assertThat(shell.has(FILE)).isFalse();
  }

  @Test
  void a_file_that_cannot_be_removed_is_told() {
    shell.refusingOnly("rm -f " + FILE).refusingWith("Read-only file system");
    assertThatThrownBy(() -> Secret.printedBy(shell, Command.of("kubectl", "get", "secrets")))
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("\"rm -f " + FILE + "\"")
        .hasMessageContaining("Read-only file system");
  }

  @Test
  void what_failed_first_is_what_is_told() {
    shell.refusing("sh -c").refusingOnly("rm -f " + FILE);
    assertThatThrownBy(() -> Secret.printedBy(shell, Command.of("kubectl", "get", "secrets")))
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("kubectl get secrets")
        .satisfies(failed -> assertThat(failed.getSuppressed()).hasSize(1));
  }
}
