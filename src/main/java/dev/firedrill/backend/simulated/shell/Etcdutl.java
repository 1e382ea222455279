package dev.firedrill.backend.simulated.shell;

import dev.firedrill.backend.simulated.etcd.EtcdFailure;
import dev.firedrill.backend.simulated.etcd.SnapshotFile;
import dev.firedrill.backend.simulated.machine.Files;
import dev.firedrill.backend.simulated.machine.Invocation;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Tool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** etcdutl on a machine, out of a mounted image or its own: reads and restores snapshots. */
final class Etcdutl implements Tool {

  private final String program;

  /** Where the machine has a file of that name. */
  Etcdutl(String program) {
    this.program = program;
  }

  private static final Duration RESTORING = Duration.ofMillis(400);

  @Override
  public Output run(Invocation invocation) {
    List<String> argv = invocation.argv();
    Files files = invocation.machine().files();
    if (!files.exists(program)) {
      return new Output(127, "", program + ": not found\n");
    }
    if (argv.size() < 4 || !argv.get(1).equals("snapshot")) {
      return NotSimulated.output(invocation);
    }
    invocation.time().takes(RESTORING);
    return switch (argv.get(2)) {
      case "status" -> EtcdTools.status(files, argv.get(3));
      case "restore" -> restore(files, argv);
      default -> NotSimulated.output(invocation);
    };
  }

  private static Output restore(Files files, List<String> argv) {
    Optional<byte[]> snapshot = files.read(argv.get(3));
    String folder = InstalledTools.option(argv, "--data-dir").orElse("");
    if (snapshot.isEmpty()) {
      return Output.failed("Error: open %s: no such file or directory\n".formatted(argv.get(3)));
    }
    if (files.exists(folder)) {
      return Output.failed(
          "Error: data-dir \"%s\" not empty or could not be read\n".formatted(folder));
    }
    long bump = InstalledTools.option(argv, "--bump-revision").map(Long::parseLong).orElse(0L);
    try {
      files.write(
          folder + "/member/snap/db", SnapshotFile.restored(snapshot.get(), joined(argv), bump));
      return Output.printed("");
    } catch (EtcdFailure e) {
      return Output.failed("Error: " + e.getMessage() + "\n");
    }
  }

  /** Options and their values as one argument each, as etcd's own are written. */
  private static List<String> joined(List<String> argv) {
    List<String> joined = new ArrayList<>();
    for (int i = 4; i + 1 < argv.size(); i++) {
      if (argv.get(i).startsWith("--") && !argv.get(i + 1).startsWith("--")) {
        joined.add(argv.get(i) + "=" + argv.get(i + 1));
      }
    }
    return joined;
  }
}
