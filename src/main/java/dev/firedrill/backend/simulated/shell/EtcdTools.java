package dev.firedrill.backend.simulated.shell;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firedrill.backend.simulated.etcd.EtcdFailure;
import dev.firedrill.backend.simulated.etcd.EtcdMember;
import dev.firedrill.backend.simulated.etcd.SnapshotFile;
import dev.firedrill.backend.simulated.etcd.SnapshotStatus;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Files;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.network.Network;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** etcd, etcdctl and etcdutl as they are run inside etcd's container. */
public final class EtcdTools {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String DATABASE = "/member/snap/db";
  private static final Set<String> PROGRAMS = Set.of("etcd", "etcdctl", "etcdutl");

  private final Machine machine;
  private final EtcdConnection connection;
  private final EtcdctlUpkeep upkeep;
  private final String version;

  /**
   * The programs of a container on that machine.
   *
   * @param version etcd's own, for example {@code 3.5.12}
   */
  public EtcdTools(Simulation simulation, Network network, Machine machine, String version) {
    this.machine = machine;
    this.connection = new EtcdConnection(simulation, network, machine);
    this.upkeep = new EtcdctlUpkeep(simulation);
    this.version = version;
  }

  /** Runs one of them. */
  public Output exec(List<String> argv) {
    String line = String.join(" ", argv);
    if (!PROGRAMS.contains(argv.get(0))) {
      return noSuchProgram(argv.get(0));
    }
    if (line.equals("etcd --version")) {
      return Output.printed(
          "etcd Version: %s\nGit SHA: simulated\nGo Version: go1.26.8\nGo OS/Arch: linux/amd64\n"
              .formatted(version));
    }
    try {
      return run(argv).orElseGet(() -> notSimulated(line));
    } catch (EtcdFailure e) {
      return Output.failed("Error: " + e.getMessage() + "\n");
    }
  }

  private Optional<Output> run(List<String> argv) {
    if (argv.get(0).equals("etcdctl") && line(argv).endsWith(" member list")) {
      return Optional.of(members(connection.open(argv)));
    }
    if (argv.get(0).equals("etcdctl") && upkeep.knows(argv)) {
      return Optional.of(upkeep.run(argv, connection.open(argv)));
    }
    int snapshot = argv.indexOf("snapshot");
    if (snapshot < 1 || snapshot + 2 >= argv.size()) {
      return Optional.empty();
    }
    String file = argv.get(snapshot + 2);
    return switch (argv.get(0) + " " + argv.get(snapshot + 1)) {
      case "etcdctl save" -> Optional.of(save(connection.open(argv), file));
      case "etcdutl status", "etcdctl status" -> Optional.of(status(machine.files(), file));
      default -> Optional.empty();
    };
  }

  private static String line(List<String> argv) {
    return String.join(" ", argv);
  }

  private static Output members(EtcdMember member) {
    StringBuilder printed = new StringBuilder();
    for (dev.firedrill.model.EtcdMember each : member.members()) {
      printed.append(
          "%s, %s, %s, %s, %s, %s\n"
              .formatted(
                  each.hexId(),
                  each.name().isEmpty() ? "unstarted" : "started",
                  each.name(),
                  String.join(",", each.peerUrls()),
                  String.join(",", each.clientUrls()),
                  each.learner()));
    }
    return Output.printed(printed.toString());
  }

  private Output save(EtcdMember member, String file) {
    if (machine.disk().full()) {
      return Output.failed(
          "Error: could not open %s.part (no space left on device)\n".formatted(file));
    }
    machine.files().write(file, member.snapshot());
    return Output.printed("Snapshot saved at " + file + "\n");
  }

  /** The facts of a snapshot, as both programs print them. */
  static Output status(Files files, String file) {
    Optional<byte[]> content = files.read(file);
    if (content.isEmpty()) {
      return Output.failed("Error: stat %s: no such file or directory\n".formatted(file));
    }
    SnapshotStatus status;
    try {
      status =
          file.endsWith(DATABASE)
              ? SnapshotFile.statusOfMember(content.get())
              : SnapshotFile.status(content.get());
    } catch (EtcdFailure e) {
      return Output.failed("Error: " + e.getMessage() + "\n");
    }
    ObjectNode printed = JSON.createObjectNode();
    printed.put("hash", status.hash());
    printed.put("revision", status.revision());
    printed.put("totalKey", status.totalKey());
    printed.put("totalSize", status.totalSize());
    return Output.printed(printed + "\n");
  }

  private static Output noSuchProgram(String program) {
    return Output.failed(
        "FATA[0000] execing command in container: rpc error: code = Unknown desc = failed to exec"
            + " in container: failed to start exec: OCI runtime exec failed: exec failed: unable to"
            + " start container process: exec: \"%s\": executable file not found in $PATH: unknown\n"
                .formatted(program));
  }

  private static Output notSimulated(String line) {
    return new Output(127, "", "not simulated: " + line + "\n");
  }
}
