package dev.firedrill.backend.ssh;

import static dev.firedrill.backend.ssh.TestSshServer.shell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.firedrill.backend.remote.MonotonicTimeSource;
import dev.firedrill.model.SshAccess;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.CommandTimedOut;
import dev.firedrill.ports.FileNotAccessible;
import dev.firedrill.ports.NodeUnreachable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshShellTest {

  @TempDir Path folder;
  private TestSshServer server;
  private SshConnection connection;

  @BeforeEach
  void serve() throws Exception {
    server = TestSshServer.start(folder.resolve("server"));
    connection = server.connection();
  }

  @AfterEach
  void stop() throws IOException {
    connection.close();
    server.close();
  }

  private CommandResult run(String... argv) {
    return shell(connection).run(Command.of(argv));
  }

  private String unreachable(SshConnection to) {
    try (to) {
      NodeUnreachable refused =
          catchThrowableOfType(
              NodeUnreachable.class, () -> shell(to).run(Command.of("touch", ran().toString())));
      assertThat(refused).isNotNull();
      assertThat(ran()).doesNotExist();
      return refused.getMessage();
    }
  }

  private Path ran() {
    return folder.resolve("ran");
  }

  @Test
  void a_command_ends_with_its_exit_code_and_its_streams_apart() {
    CommandResult result = run("sh", "-c", "echo said; echo complained >&2; exit 3");
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.stdout()).isEqualTo("said\n");
    assertThat(result.stderr()).isEqualTo("complained\n");
    assertThat(result.elapsed()).isPositive();
  }

  @Test
  void a_program_that_is_not_there_ends_with_127() {
    assertThat(run("no-such-program").exitCode()).isEqualTo(127);
  }

  @Test
  void a_command_that_is_killed_ends_with_128_and_the_signal() {
    assertThat(run("sh", "-c", "kill -9 $$").exitCode()).isEqualTo(137);
  }

  @Test
  void arguments_arrive_as_they_were_given() {
    List<String> odd =
        List.of(
            "two words",
            "",
            "it's \"quoted\"",
            "'",
            "$HOME `id` $(id)",
            "a\nb\n",
            "\\ \\' \\n",
            "*",
            "~",
            "-n",
            "a;b&c|d>e<f",
            "X=1",
            "#!",
            "tab\there",
            "Grüße ☂");
    List<String> argv =
        new ArrayList<>(List.of("sh", "-c", "for each; do printf '%s\\0' \"$each\"; done", "sh"));
    argv.addAll(odd);
    CommandResult result = shell(connection).run(Command.of(argv));
    assertThat(result.stderr()).isEmpty();
    assertThat(List.of(result.stdout().split("\0", -1)))
        .isEqualTo(Stream.concat(odd.stream(), Stream.of("")).toList());
  }

  @Test
  void an_argument_with_a_nul_is_refused_before_anything_is_run() {
    assertThatThrownBy(() -> run("touch", ran() + "\0"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(ran()).doesNotExist();
  }

  @Test
  void a_command_reads_its_input_to_its_end() {
    CommandResult result = shell(connection).run(Command.of("cat").reading("line\nline"));
    assertThat(result.stdout()).isEqualTo("line\nline");
    assertThat(run("cat").stdout()).isEmpty();
  }

  @Test
  void a_command_that_does_not_read_its_input_ends_all_the_same() {
    String much = "x".repeat(4 << 20);
    assertThat(shell(connection).run(Command.of("true").reading(much)).exitCode()).isZero();
  }

  @Test
  void files_keep_their_bytes_and_get_their_mode() throws IOException {
    byte[] content = new byte[3 << 20];
    new Random(7).nextBytes(content);
    Path file = folder.resolve("a folder/that is/new");
    shell(connection).write(file.toString(), content, "0640");
    assertThat(Files.readAllBytes(file)).isEqualTo(content);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    assertThat(shell(connection).read(file.toString())).isEqualTo(content);
    shell(connection).write(file.toString(), new byte[0], "0600");
    assertThat(shell(connection).read(file.toString())).isEmpty();
    assertThat(file.getParent()).isDirectoryNotContaining("glob:**firedrill*");
  }

  @Test
  void a_file_that_is_not_there_is_named_with_its_machine() {
    assertThatThrownBy(() -> shell(connection).read(folder + "/none"))
        .isInstanceOf(FileNotAccessible.class)
        .hasMessageContaining("cp-1")
        .hasMessageContaining(folder + "/none");
  }

  @Test
  void a_file_that_the_machine_does_not_take_leaves_what_was_there() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "before");
    assertThatThrownBy(() -> shell(connection).write(file + "/below", new byte[1], "0600"))
        .isInstanceOf(FileNotAccessible.class)
        .hasMessageContaining("does not take file");
    assertThat(file).hasContent("before");
  }

  @Test
  void a_file_that_arrives_in_part_replaces_nothing() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "before");
    server.program("cat", "head -c 3");
    assertThatThrownBy(
            () ->
                shell(connection)
                    .write(file.toString(), "whole".getBytes(StandardCharsets.UTF_8), "0600"))
        .isInstanceOf(FileNotAccessible.class)
        .hasMessageContaining("3 of 5 bytes arrived");
    assertThat(file).hasContent("before");
  }

  @Test
  void a_command_that_takes_too_long_is_given_up_and_the_connection_kept() {
    Command sleep = Command.of("sleep", "60").within(Duration.ofMillis(200));
    assertThatThrownBy(() -> shell(connection).run(sleep))
        .isInstanceOf(CommandTimedOut.class)
        .hasMessageContaining("sleep 60");
    assertThat(run("echo", "there").stdout()).isEqualTo("there\n");
    assertThat(server.sessions()).isEqualTo(1);
  }

  @Test
  void commands_share_one_connection() {
    for (int i = 0; i < 20; i++) {
      assertThat(run("echo", "" + i).stdout()).isEqualTo(i + "\n");
    }
    List<CompletableFuture<CommandResult>> beside =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> run("echo", "beside")))
            .limit(8)
            .toList();
    assertThat(beside).allSatisfy(each -> assertThat(each.join().exitCode()).isZero());
    assertThat(server.sessions()).isEqualTo(1);
  }

  @Test
  void a_connection_that_is_lost_in_the_middle_of_a_command_says_so_and_the_next_one_is_made() {
    CompletableFuture<CommandResult> running =
        CompletableFuture.supplyAsync(
            () -> run("sh", "-c", "touch \"$1\"; exec sleep 60", "sh", ran().toString()));
    await().until(() -> Files.exists(ran()));
    server.cut();
    assertThatThrownBy(running::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(NodeUnreachable.class)
        .hasMessageContaining("it may still be running there");
    assertThat(run("echo", "there").stdout()).isEqualTo("there\n");
    assertThat(server.sessions()).isEqualTo(2);
  }

  @Test
  void a_thread_that_is_told_to_stop_waits_no_longer() throws Exception {
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Thread worker =
        new Thread(
            () -> {
              try {
                run("sh", "-c", "touch \"$1\"; exec sleep 60", "sh", ran().toString());
                ended.complete(null);
              } catch (RuntimeException e) {
                ended.complete(e);
              }
            });
    worker.start();
    await().until(() -> Files.exists(ran()));
    worker.interrupt();
    assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
  }

  @Test
  void nobody_listening_is_a_machine_that_cannot_be_reached() throws IOException {
    server.close();
    assertThat(unreachable(server.connection())).contains("node cp-1 cannot be reached");
  }

  @Test
  void a_host_that_nobody_knows_is_a_machine_that_cannot_be_reached() {
    SshAccess nowhere = new SshAccess("no-such-host.invalid", 22, "ops", false);
    assertThat(
            unreachable(
                new SshConnection(TestSshServer.NODE, nowhere, server.key(), server.knownHosts())))
        .contains("node cp-1 cannot be reached", "no-such-host.invalid");
  }

  @Test
  void a_server_that_is_silent_is_no_server_that_refuses_a_key() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
      SshAccess way = new SshAccess("127.0.0.1", silent.getLocalPort(), "ops", false);
      assertThat(
              unreachable(
                  new SshConnection(
                      TestSshServer.NODE,
                      way,
                      server.key(),
                      server.knownHosts(),
                      Duration.ofMillis(300))))
          .contains("its SSH server gives no answer within 300 ms")
          .doesNotContain("authorized_keys");
    }
  }

  @Test
  void a_machine_whose_host_key_nobody_knows_is_refused_with_what_to_do() throws IOException {
    Files.writeString(server.knownHosts(), "");
    assertThat(unreachable(server.connection()))
        .contains("has no host key of 127.0.0.1", "SHA256:", "ssh-keyscan -p " + server.port());
    assertThat(server.knownHosts()).isEmptyFile();
  }

  @Test
  void a_machine_with_another_host_key_is_refused_with_both() throws Exception {
    server.knows(TestSshServer.elliptic());
    assertThat(unreachable(server.connection()))
        .contains("is not the one in", "ssh-keygen -f", "[127.0.0.1]:" + server.port());
  }

  /** It has not shown any. */
  @Test
  void a_server_that_hangs_up_at_once_is_not_told_as_one_whose_host_key_was_refused()
      throws Exception {
    server.knows(TestSshServer.elliptic());
    assertThatThrownBy(() -> run("true")).hasMessageContaining("its host key is not the one");
    int port = server.port();
    server.close();
    try (ServerSocket busy = new ServerSocket(port, 5, InetAddress.getByName("127.0.0.1"))) {
      CompletableFuture<Void> hangingUp =
          CompletableFuture.runAsync(
              () -> {
                try (Socket caller = busy.accept()) {
                  caller.getOutputStream().write("SSH-2.0-busy\r\n".getBytes());
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      assertThatThrownBy(() -> run("true"))
          .isInstanceOf(NodeUnreachable.class)
          .message()
          .doesNotContain("its host key");
      hangingUp.join();
    }
  }

  @Test
  void a_file_that_is_not_written_in_time_is_named_and_not_the_script_that_writes_it()
      throws IOException {
    server.program("mktemp", "exec sleep 60");
    SshShell hasty = new SshShell(connection, new MonotonicTimeSource(), Duration.ofMillis(300));
    assertThatThrownBy(() -> hasty.write(ran().toString(), new byte[1], "0600"))
        .isInstanceOf(CommandTimedOut.class)
        .hasMessage(
            "on node cp-1, writing %s did not end within 0 s; it may still go on there", ran());
  }

  @Test
  void a_host_key_of_a_kind_that_is_known_is_asked_for() throws Exception {
    KeyPair rsa = TestSshServer.rsa();
    try (TestSshServer two =
            TestSshServer.start(folder.resolve("two"), List.of(TestSshServer.elliptic(), rsa));
        SshConnection to = two.connection()) {
      two.knows(rsa);
      assertThat(shell(to).run(Command.of("true")).exitCode()).isZero();
    }
  }

  @Test
  void a_key_that_is_not_let_in_is_named_with_the_user() throws Exception {
    TestSshServer.writeKey(server.key(), TestSshServer.elliptic());
    assertThat(unreachable(server.connection()))
        .contains(
            "ops@127.0.0.1",
            "user ops is not let in with the key " + server.key(),
            "authorized_keys");
  }

  @Test
  void a_file_that_is_no_key_is_named() throws Exception {
    Files.writeString(server.key(), "no key");
    assertThat(unreachable(server.connection())).contains("" + server.key(), "private key");
  }

  @Test
  void a_user_who_is_not_root_is_refused_before_anything_is_run() throws IOException {
    server.program("id", "echo 1000");
    assertThat(unreachable(server.connection())).contains("is not root there", "sudo: true");
  }

  @Test
  void sudo_without_a_password_makes_root_of_a_user() throws IOException {
    server.program("id", "echo \"${BY_SUDO:-1000}\"");
    server.program(
        "sudo", "[ \"$1 $2\" = '-n --' ] || exit 9; shift 2; export BY_SUDO=0; exec \"$@\"");
    try (SshConnection to = server.connection(true)) {
      assertThat(shell(to).run(Command.of("printf", "%s", "two  words")).stdout())
          .isEqualTo("two  words");
    }
  }

  @Test
  void sudo_that_asks_for_a_password_is_refused_with_its_words() throws IOException {
    server.program("sudo", "echo 'sudo: a password is required' >&2; exit 1");
    assertThat(unreachable(server.connection(true)))
        .contains("sudo: a password is required", "NOPASSWD");
  }

  @Test
  void a_port_leads_to_one_of_the_machine_also_after_the_connection_was_lost() throws Exception {
    try (ServerSocket member = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
      member.setSoTimeout(10_000);
      int port = connection.forward(member.getLocalPort());
      member.accept().close();
      assertThat(said(member, port)).isEqualTo('e');
      server.cut();
      await().ignoreExceptions().until(() -> run("true").exitCode() == 0);
      assertThat(connection.forward(member.getLocalPort())).isEqualTo(port);
      member.accept().close();
      assertThat(said(member, port)).isEqualTo('e');
    }
  }

  @Test
  void a_port_to_a_machine_that_is_gone_is_refused_with_the_reason() throws Exception {
    connection.forward(2379);
    server.close();
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> connection.forward(2379))
                    .isInstanceOf(NodeUnreachable.class)
                    .hasMessageContaining("forwarding a port to its port 2379"));
  }

  /** A client of the port would see it closed, as if nobody listened there. */
  @Test
  void a_server_that_forwards_no_connections_is_told_with_what_lets_it() {
    server.forwardsNothing();
    assertThatThrownBy(() -> connection.forward(2379))
        .isInstanceOf(NodeUnreachable.class)
        .hasMessageContaining("lets nobody through to 127.0.0.1:2379")
        .hasMessageContaining("AllowTcpForwarding local");
  }

  private static int said(ServerSocket member, int port) throws IOException {
    try (Socket client = new Socket("127.0.0.1", port);
        Socket accepted = member.accept()) {
      accepted.getOutputStream().write('e');
      accepted.getOutputStream().flush();
      return client.getInputStream().read();
    }
  }
}
