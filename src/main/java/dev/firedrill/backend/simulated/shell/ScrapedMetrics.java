package dev.firedrill.backend.simulated.shell;

import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Metrics;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.network.Unreachable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What curl gets of a component's metrics on its own machine, the lines of one name. */
final class ScrapedMetrics {

  /** How operations ask: port and name of the metric. */
  static final Pattern LINE =
      Pattern.compile(
          "curl --silent --show-error --fail --max-time \\d+ http://127\\.0\\.0\\.1:(\\d+)/metrics"
              + " \\| grep '\\^(\\w+) '");

  private ScrapedMetrics() {}

  static Output of(Network network, Machine machine, Matcher line) {
    int port = Integer.parseInt(line.group(1));
    try {
      Address loopback = new Address("127.0.0.1", port);
      Metrics metrics = (Metrics) network.connect(machine.address(), loopback);
      String lines =
          metrics
              .text()
              .lines()
              .filter(each -> each.startsWith(line.group(2) + " "))
              .map(each -> each + "\n")
              .collect(Collectors.joining());
      return new Output(lines.isEmpty() ? 1 : 0, lines, "");
    } catch (Unreachable nobody) {
      return new Output(
          1,
          "",
          "curl: (7) Failed to connect to 127.0.0.1 port %d: Connection refused\n".formatted(port));
    }
  }
}
