package dev.firedrill.backend.simulated.shell;

import dev.firedrill.backend.simulated.access.SimulatedClients;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.kubeadm.Kubeadm;
import dev.firedrill.backend.simulated.machine.Invocation;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Tool;
import dev.firedrill.backend.simulated.network.Network;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which tool an argument vector means. */
final class InstalledTools implements Tool {

  /** How operations run a program whose whole output is a secret. */
  private static final Pattern INTO_FILE = Pattern.compile("umask 077; \"\\$@\" > (\\S+)");

  private static final Pattern OF_PROCESS = Pattern.compile("/proc/\\d+/exe");

  private final Map<String, Tool> tools = new TreeMap<>();
  private final Network network;

  InstalledTools(
      Network network, SimulatedClients clients, Simulation simulation, Map<String, Tool> own) {
    this.network = network;
    tools.put("sh", this::shell);
    tools.putAll(FileTools.all());
    tools.putAll(ProcessTools.all());
    tools.put("date", ClockTool::run);
    tools.put("systemctl", new Systemctl(simulation));
    tools.put("crictl", SimulatedShell.CRICTL);
    tools.put("ctr", new ImageMounts());
    tools.put(ImageMounts.ETCDUTL, new Etcdutl(ImageMounts.ETCDUTL));
    tools.put("kubectl", new Kubectl(clients));
    tools.put("kubeadm", new Kubeadm(simulation, network, clients));
    tools.put("etcdctl", new EtcdOnMachine(simulation, network));
    tools.put("etcdutl", new EtcdOnMachine(simulation, network));
    tools.putAll(own);
  }

  @Override
  public Output run(Invocation invocation) {
    String program = invocation.argument(0);
    String known = OF_PROCESS.matcher(program).matches() ? SimulatedShell.OF_PROCESS : program;
    return tools.getOrDefault(known, NotSimulated::output).run(invocation);
  }

  private Output shell(Invocation invocation) {
    Matcher scraping = ScrapedMetrics.LINE.matcher(invocation.argument(2));
    if (invocation.argument(1).equals("-c") && scraping.matches()) {
      return ScrapedMetrics.of(network, invocation.machine(), scraping);
    }
    Matcher matcher = INTO_FILE.matcher(invocation.argument(2));
    if (!invocation.argument(1).equals("-c") || !matcher.matches()) {
      return NotSimulated.output(invocation);
    }
    if (invocation.machine().disk().full()) {
      return Output.failed("sh: " + matcher.group(1) + ": No space left on device\n");
    }
    List<String> argv = invocation.argv();
    Output output = run(invocation.of(argv.subList(Math.min(4, argv.size()), argv.size())));
    invocation.machine().files().write(matcher.group(1), output.stdout());
    return new Output(output.exitCode(), "", output.stderr());
  }

  /** The value after an option, where it is given. */
  static Optional<String> option(List<String> argv, String... names) {
    for (String name : names) {
      int at = argv.indexOf(name);
      if (at >= 0 && at + 1 < argv.size()) {
        return Optional.of(argv.get(at + 1));
      }
    }
    return Optional.empty();
  }
}
