package dev.firedrill.backend.simulated.program;

import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The cluster's DNS, as pods reach it: through their node's service proxy. */
final class NameService {

  private static final Pattern DNS_ADDRESS =
      Pattern.compile("clusterDNS:\\s*\\[?(?:\\s*-)?\\s*\"?(\\d+\\.\\d+\\.\\d+)\\.\\d+");

  private final Network network;
  private final List<Machine> servers = new ArrayList<>();

  NameService(Network network) {
    this.network = network;
  }

  /** A server runs on that machine. */
  void begin(Machine machine) {
    servers.add(machine);
  }

  /** One that ran on that machine does no longer. */
  void end(Machine machine) {
    servers.remove(machine);
  }

  /** The address of the API's Service, where a pod on that machine gets an answer. */
  Optional<String> lookUpApi(Machine from) {
    boolean proxied = from.runs("kube-proxy");
    boolean reached =
        servers.stream().anyMatch(server -> network.reaches(from.address(), server.address()));
    String configuration = from.files().text(from.places().kubeletConfiguration()).orElse("");
    Matcher dns = DNS_ADDRESS.matcher(configuration);
    return proxied && reached && dns.find() ? Optional.of(dns.group(1) + ".1") : Optional.empty();
  }
}
