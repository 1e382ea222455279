package dev.firedrill.backend.simulated.k3s;

import dev.firedrill.backend.simulated.etcd.EtcdFailure;
import dev.firedrill.backend.simulated.etcd.EtcdMember;
import dev.firedrill.backend.simulated.machine.Invocation;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Tool;
import dev.firedrill.backend.simulated.machine.UnitProcess;
import dev.firedrill.model.Component;
import dev.firedrill.model.Version;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The program k3s, as operators run it: its version, snapshots of etcd, certificates. */
public final class K3s implements Tool {

  static final String SERVER_UNIT = "k3s";
  static final String AGENT_UNIT = "k3s-agent";

  private static final Duration UNPACKING = Duration.ofMillis(150);
  private static final Duration SAVING = Duration.ofMillis(1200);
  private static final String NO_SUCH_FILE = ": No such file or directory\n";

  /** Understands what it is asked by the argument vector. */
  public K3s() {}

  @Override
  public Output run(Invocation invocation) {
    Version version = invocation.machine().programs().get(new Component("k3s"));
    if (version == null) {
      return new Output(127, "", Paths.PROGRAM + NO_SUCH_FILE);
    }
    invocation.time().takes(UNPACKING);
    List<String> argv = invocation.argv();
    if (argv.size() == 2 && argv.get(1).equals("--version")) {
      return version("k3s", version);
    }
    if (argv.size() == 3 && argv.subList(1, 3).equals(List.of("certificate", "rotate"))) {
      Credentials.rotate(invocation.machine().files());
      return Output.printed("");
    }
    if (argv.size() > 2 && argv.subList(1, 3).equals(List.of("etcd-snapshot", "save"))) {
      return save(invocation);
    }
    return notSimulated(invocation);
  }

  /** {@code /proc/PID/exe --version}: of the program that runs, whatever is on the disk now. */
  public static Output ofProcess(Invocation invocation) {
    if (invocation.argv().size() != 2 || !invocation.argument(1).equals("--version")) {
      return notSimulated(invocation);
    }
    String file = invocation.argument(0);
    return Stream.of(SERVER_UNIT, AGENT_UNIT)
        .flatMap(unit -> invocation.machine().units().process(unit).stream())
        .filter(process -> file.equals("/proc/" + process.pid() + "/exe"))
        .map(UnitProcess::version)
        .findFirst()
        .map(version -> version("exe", version))
        .orElseGet(() -> new Output(127, "", file + NO_SUCH_FILE));
  }

  /** A program that asks the containerd of k3s, which ends with it while containers go on. */
  public static Tool askingContainerd(Tool program) {
    return invocation ->
        Stream.of(SERVER_UNIT, AGENT_UNIT).anyMatch(invocation.machine().units()::isActive)
            ? program.run(invocation)
            : Output.failed(
                "level=fatal msg=\"validate service connection: validate CRI v1 runtime API for"
                    + " endpoint \\\"unix:///run/k3s/containerd/containerd.sock\\\": connect:"
                    + " connection refused\"\n");
  }

  /** The server on the machine, where one runs. */
  static Optional<Server> server(Machine machine) {
    return machine
        .units()
        .find(SERVER_UNIT)
        .filter(Process.class::isInstance)
        .flatMap(unit -> ((Process) unit).role())
        .map(Server.class::cast);
  }

  private static Output save(Invocation invocation) {
    Machine machine = invocation.machine();
    List<String> argv = invocation.argv();
    Optional<EtcdMember> member = server(machine).filter(Server::isUp).flatMap(Server::etcd);
    if (member.isEmpty()) {
      return fatal("Get \"https://127.0.0.1:6443/db/info\": connect: connection refused");
    }
    if (!argv.contains("--etcd-snapshot-compress=false")) {
      return notSimulated(invocation);
    }
    invocation.time().takes(SAVING);
    if (machine.disk().full()) {
      return fatal("no space left on device");
    }
    String name =
        "%s-%s-%d"
            .formatted(
                option(argv, "--name", "on-demand"),
                machine.name(),
                invocation.time().now().getEpochSecond());
    String folder = option(argv, "--etcd-snapshot-dir", Paths.SERVER + "/db/snapshots");
    try {
      machine.files().write(folder + "/" + name, member.get().snapshot());
    } catch (EtcdFailure | IllegalStateException away) {
      return fatal("Internal error occurred: etcd-snapshot error: " + away.getMessage());
    }
    return Output.printed("");
  }

  private static Output fatal(String why) {
    return Output.failed("FATA[0000] Error: " + why + "\n");
  }

  static String option(List<String> argv, String name, String otherwise) {
    int at = argv.indexOf(name);
    return at >= 0 && at + 1 < argv.size() ? argv.get(at + 1) : otherwise;
  }

  /** It calls itself by the name that it was started by. */
  private static Output version(String called, Version version) {
    return Output.printed(
        "%s version %s (simulated)\ngo version go1.21.9\n".formatted(called, version));
  }

  static Output notSimulated(Invocation invocation) {
    return new Output(127, "", "not simulated: " + invocation.line() + "\n");
  }
}
