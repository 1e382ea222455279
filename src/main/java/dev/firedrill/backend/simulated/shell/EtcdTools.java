package dev.firedrill.backend.simulated.shell;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firedrill.backend.simulated.etcd.EtcdFailure;
import dev.firedrill.backend.simulated.etcd.EtcdMember;
import dev.firedrill.backend.simulated.etcd.SnapshotFile;
import dev.firedrill.backend.simulated.etcd.SnapshotStatus;
import dev.firedrill.backend.simulated.machine.Files;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Output;
import java.util.List;
import java.util.Optional;

/** etcd, etcdctl and etcdutl as they are run inside etcd's container. */
public final class EtcdTools {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Machine machine;
  private final EtcdMember member;
  private final String version;

  /**
   * The programs of a container.
   *
   * @param member what runs in it
   * @param version etcd's own, for example {@code 3.5.12}
   */
  public EtcdTools(Machine machine, EtcdMember member, String version) {
    this.machine = machine;
    this.member = member;
    this.version = version;
  }

  /** Runs one of them. */
  public Output exec(List<String> argv) {
    String line = String.join(" ", argv);
    if (line.equals("etcd --version")) {
      return Output.printed(
          "etcd Version: %s\nGit SHA: simulated\nGo Version: go1.26.8\nGo OS/Arch: linux/amd64\n"
              .formatted(version));
    }
    int snapshot = argv.indexOf("snapshot");
    if (snapshot < 1 || snapshot + 2 >= argv.size()) {
      return notSimulated(line);
    }
    String file = argv.get(snapshot + 2);
    return switch (argv.get(0) + " " + argv.get(snapshot + 1)) {
      case "etcdctl save" -> save(file);
      case "etcdutl status", "etcdctl status" -> status(machine.files(), file);
      default -> notSimulated(line);
    };
  }

  private Output save(String file) {
    try {
      machine.files().write(file, member.snapshot());
      return Output.printed("Snapshot saved at " + file + "\n");
    } catch (EtcdFailure e) {
      return Output.failed("Error: " + e.getMessage() + "\n");
    }
  }

  /** The facts of a snapshot, as both programs print them. */
  static Output status(Files files, String file) {
    Optional<byte[]> content = files.read(file);
    if (content.isEmpty()) {
      return Output.failed("Error: stat %s: no such file or directory\n".formatted(file));
    }
    try {
      SnapshotStatus status = SnapshotFile.status(content.get());
      ObjectNode printed = JSON.createObjectNode();
      printed.put("hash", status.hash());
      printed.put("revision", status.revision());
      printed.put("totalKey", status.totalKey());
      printed.put("totalSize", status.totalSize());
      return Output.printed(printed + "\n");
    } catch (EtcdFailure e) {
      return Output.failed("Error: " + e.getMessage() + "\n");
    }
  }

  private static Output notSimulated(String line) {
    return new Output(127, "", "not simulated: " + line + "\n");
  }
}
