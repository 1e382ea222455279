package dev.firedrill.backend.simulated.k3s;

import dev.firedrill.backend.simulated.kernel.Recurring;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Files;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Forwarder;
import dev.firedrill.backend.simulated.network.Unreachable;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code k3s agent}: asks a server for its certificates, again and again until it has them, then
 * runs its node. All its parts speak to the API through a load balancer of its own, which stays
 * with one server as long as that answers.
 */
final class Agent implements Role, Forwarder {

  private static final int BALANCER = 6444;
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);
  private static final Duration SHORTEST_START = Duration.ofMillis(800);
  private static final Duration LONGEST_START = Duration.ofMillis(1600);

  private final World world;
  private final Machine machine;
  private final Files files;
  private final Node node;
  private final Configuration told;
  private @Nullable Recurring looking;
  private @Nullable Address current;
  private Instant next = Instant.MIN;
  private boolean up;

  Agent(World world, Machine machine, Node node) {
    this.world = world;
    this.machine = machine;
    this.files = machine.files();
    this.node = node;
    this.told = Configuration.read(files, Paths.CONFIG);
  }

  @Override
  public void start() {
    Simulation simulation = world.simulation();
    next = simulation.now().plus(simulation.chance().between(SHORTEST_START, LONGEST_START));
    looking = simulation.every(LOOK, "k3s agent " + machine.name(), this::look);
  }

  @Override
  public void end() {
    if (looking != null) {
      looking.close();
    }
    node.end();
    world.network().close(balancer(), this);
  }

  @Override
  public boolean isUp() {
    return up;
  }

  @Override
  public Optional<Address> next() {
    List<Address> servers = new ArrayList<>(world.apiServers());
    if (current != null && servers.remove(current)) {
      servers.add(0, current);
    }
    for (Address server : servers) {
      if (answers(server)) {
        current = server;
        return Optional.of(server);
      }
    }
    return Optional.empty();
  }

  private boolean answers(Address server) {
    try {
      world.network().connect(machine.address(), server);
      return true;
    } catch (Unreachable away) {
      return false;
    }
  }

  private void look() {
    Instant now = world.simulation().now();
    if (up || machine.power().paused() || now.isBefore(next)) {
      return;
    }
    next = now.plus(BETWEEN_TRIES);
    try {
      world
          .at(machine.address(), told.server())
          .filter(this::admits)
          .filter(Agent::hasItsCertificates)
          .ifPresent(server -> begin(server, now));
    } catch (KubernetesClientException away) {
      // It tries again.
    }
  }

  private boolean admits(Server server) {
    Token token = Token.parse(files.text(told.tokenFile()).orElse(""));
    String password = Server.password(files, world.simulation());
    return server.refuses(token).isEmpty() && server.admits(machine.name().value(), password);
  }

  /** A server hands out kube-proxy's certificate as the file that it is, where it is there. */
  private static boolean hasItsCertificates(Server server) {
    return server.files().exists(Paths.TLS + "client-kube-proxy.crt");
  }

  private void begin(Server server, Instant now) {
    world.network().listen(balancer(), this);
    new Credentials(machine, world.keys(), now)
        .makeNodes(server.files(), "https://127.0.0.1:" + BALANCER, server.told().dns());
    node.start();
    up = true;
  }

  private Address balancer() {
    return new Address(machine.address(), BALANCER);
  }
}
