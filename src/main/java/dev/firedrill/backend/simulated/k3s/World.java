package dev.firedrill.backend.simulated.k3s;

import dev.firedrill.backend.simulated.access.SimulatedClients;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Listener;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.network.Unreachable;
import dev.firedrill.backend.simulated.pki.Keys;
import dev.firedrill.backend.simulated.traffic.ServiceRules;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What all processes of k3s in one simulation have in common, and which servers there are. */
final class World {

  private final Simulation simulation;
  private final Network network;
  private final SimulatedClients clients;
  private final Keys keys;
  private final ServiceRules rules;
  private final List<Server> servers = new ArrayList<>();

  World(Simulation simulation, Network network, SimulatedClients clients) {
    this.simulation = simulation;
    this.network = network;
    this.clients = clients;
    this.keys = new Keys(simulation);
    this.rules = new ServiceRules(network, simulation.chance());
  }

  Simulation simulation() {
    return simulation;
  }

  Network network() {
    return network;
  }

  SimulatedClients clients() {
    return clients;
  }

  Keys keys() {
    return keys;
  }

  ServiceRules rules() {
    return rules;
  }

  void begun(Server server) {
    servers.add(server);
  }

  void ended(Server server) {
    servers.remove(server);
  }

  /** Where API servers are. */
  List<Address> apiServers() {
    return servers.stream().map(Server::address).toList();
  }

  /** The server that answers at a URL; one whose API does not serve yet does not answer either. */
  Optional<Server> at(String from, String url) {
    URI uri = URI.create(url);
    Address address = new Address(uri.getHost(), uri.getPort() < 0 ? 443 : uri.getPort());
    try {
      Listener answering = network.connect(from, address);
      return servers.stream().filter(each -> each.serves(answering)).findFirst();
    } catch (Unreachable away) {
      return Optional.empty();
    }
  }
}
