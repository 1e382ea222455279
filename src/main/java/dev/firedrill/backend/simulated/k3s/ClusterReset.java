package dev.firedrill.backend.simulated.k3s;

import dev.firedrill.backend.simulated.etcd.EtcdFailure;
import dev.firedrill.backend.simulated.etcd.EtcdMember;
import dev.firedrill.backend.simulated.etcd.KeyValue;
import dev.firedrill.backend.simulated.etcd.SnapshotFile;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Files;
import dev.firedrill.backend.simulated.machine.Invocation;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Tool;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.pki.Keys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code systemd-run ... k3s server --cluster-reset --cluster-reset-restore-path FILE}, to its end:
 * old data is put aside, the snapshot becomes the data of a cluster of one member of a new name,
 * the member is started to see that it can be, and to have what is kept in it by the token.
 */
public final class ClusterReset implements Tool {

  private static final Duration STARTING = Duration.ofSeconds(2);
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** The test of the member comes 5 s after its start, and its end is given 5 s. */
  private static final Duration SETTLING = Duration.ofSeconds(10);

  private final Simulation simulation;
  private final Network network;

  /** Resets of that simulation. */
  public ClusterReset(Simulation simulation, Network network) {
    this.simulation = simulation;
    this.network = network;
  }

  @Override
  public Output run(Invocation invocation) {
    List<String> argv = invocation.argv();
    int program = argv.indexOf(Paths.PROGRAM);
    if (program < 0 || !argv.contains("--cluster-reset")) {
      return K3s.notSimulated(invocation);
    }
    invocation.time().takes(STARTING);
    try {
      reset(invocation, argv.subList(program, argv.size()));
      return Output.printed(
          "Managed etcd cluster membership has been reset, restart without --cluster-reset flag"
              + " now. Backup and delete ${datadir}/server/db on each peer etcd server and rejoin"
              + " the nodes\n");
    } catch (StartFailed | EtcdFailure failed) {
      return Output.failed(
          "level=fatal msg=\"starting kubernetes: " + failed.getMessage() + "\"\n");
    }
  }

  private void reset(Invocation invocation, List<String> argv) {
    Machine machine = invocation.machine();
    Files files = machine.files();
    if (K3s.server(machine).isPresent()) {
      throw new StartFailed("listen tcp 127.0.0.1:2379: bind: address already in use");
    }
    Configuration told = Configuration.read(files, K3s.option(argv, "--config", Paths.CONFIG));
    if (!told.server().isEmpty()) {
      throw new StartFailed(
          "cannot perform cluster-reset while server URL is set - remove server from configuration"
              + " before resetting");
    }
    Token token = token(files, argv, told);
    String snapshot = K3s.option(argv, "--cluster-reset-restore-path", "");
    byte[] content =
        files
            .read(snapshot)
            .orElseThrow(() -> new StartFailed("etcd: snapshot path does not exist: " + snapshot));
    SnapshotFile.verify(content);
    if (files.exists(Paths.ETCD)) {
      files.move(Paths.ETCD, Paths.ETCD + "-old-" + simulation.now().getEpochSecond());
    }
    String name = Member.newName(files, machine.name().value(), simulation);
    List<String> command = new ArrayList<>(Member.command(name, machine.address()));
    command.add("--initial-cluster=" + name + "=https://" + machine.address() + ":2380");
    files.write(Paths.ETCD_DATA + "/snap/db", SnapshotFile.restored(content, command, 0));
    Credentials credentials = new Credentials(machine, new Keys(simulation), simulation.now());
    credentials.makeAuthorities();
    credentials.makeServers(told);
    credentials.take(kept(invocation, command, token));
    files.write(Paths.TOKEN, token.of(credentials.apiAuthority()).text());
    files.write(Paths.AGENT_TOKEN, token.of(credentials.apiAuthority()).text());
    files.write(Paths.RESET_FLAG, new byte[0]);
  }

  private static Token token(Files files, List<String> argv, Configuration told) {
    String file = K3s.option(argv, "--token-file", told.tokenFile());
    String from = file.isEmpty() ? Paths.TOKEN : file;
    return files
        .text(from)
        .map(Token::parse)
        .orElseThrow(() -> new StartFailed("open " + from + ": no such file or directory"));
  }

  /** Starts the member, reads what was kept by the token, and ends it. */
  private byte[] kept(Invocation invocation, List<String> command, Token token) {
    String[] ended = {""};
    EtcdMember member =
        new EtcdMember(
            simulation,
            network,
            invocation.machine(),
            Installation.etcd(invocation.machine()),
            command,
            why -> ended[0] = why);
    member.start();
    try {
      boolean serves =
          invocation.time().await(() -> !ended[0].isEmpty() || serves(member), LOOK, LIMIT);
      if (!serves || !ended[0].isEmpty()) {
        throw new StartFailed("etcd exited: " + ended[0]);
      }
      Optional<KeyValue> kept = member.get(token.key());
      if (kept.isEmpty()
          && !member.range("/bootstrap/", "/bootstrap/", 0, 0).keyValues().isEmpty()) {
        throw new StartFailed("bootstrap data already found and encrypted with different token");
      }
      invocation.time().takes(SETTLING);
      return kept.map(KeyValue::value)
          .orElseThrow(() -> new StartFailed("no bootstrap data found"));
    } finally {
      if (ended[0].isEmpty()) {
        member.stop();
      }
    }
  }

  private static boolean serves(EtcdMember member) {
    try {
      member.linearizableRead();
      return true;
    } catch (EtcdFailure notYet) {
      return false;
    }
  }
}
