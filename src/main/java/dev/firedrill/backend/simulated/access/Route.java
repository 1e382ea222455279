package dev.firedrill.backend.simulated.access;

import dev.firedrill.backend.simulated.api.ApiListener;
import dev.firedrill.backend.simulated.api.ApiObjects;
import dev.firedrill.backend.simulated.api.ApiReply;
import dev.firedrill.backend.simulated.api.ApiRequest;
import dev.firedrill.backend.simulated.api.ApiWatch;
import dev.firedrill.backend.simulated.etcd.EtcdFailure;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Files;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Listener;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.network.Unreachable;
import dev.firedrill.backend.simulated.pki.Kubeconfig;
import dev.firedrill.backend.simulated.pki.Trust;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLHandshakeException;

/**
 * Connects anew for every request, through load balancers where there are, and verifies by the
 * clock of where it begins. A certificate that was found good stays so until it ends, as for a
 * connection that was kept: a clock that is put back later changes nothing.
 */
final class Route implements ApiConnection {

  static final Duration CONNECT = Duration.ofSeconds(2);
  static final Duration REQUEST = Duration.ofSeconds(10);

  /** How long etcd lets an API server wait for a quorum before it says so. */
  private static final Duration NO_QUORUM = Duration.ofSeconds(7);

  private final Simulation simulation;
  private final Network network;
  private final Passage passage;
  private final String from;
  private final Supplier<Instant> clock;
  private final Address server;
  private final Trust trust;
  private final ShownCredentials credentials;
  private final Kubeconfig kubeconfig;
  private final Transport transport;

  /** Certificates that were found good, and until when they are. */
  private final Map<X509Certificate, Instant> good = new IdentityHashMap<>();

  /** From a machine. */
  Route(Simulation simulation, Network network, Machine from, Kubeconfig kubeconfig) {
    this(
        simulation,
        network,
        from.address(),
        from.clock()::now,
        kubeconfig,
        from.files(),
        Transport.IN_MEMORY);
  }

  /** From a host whose clock is right; what Firedrill itself asks something else may carry. */
  Route(
      Simulation simulation,
      Network network,
      String from,
      Kubeconfig kubeconfig,
      Transport transport) {
    this(simulation, network, from, simulation::now, kubeconfig, new Files(), transport);
  }

  private Route(
      Simulation simulation,
      Network network,
      String from,
      Supplier<Instant> clock,
      Kubeconfig kubeconfig,
      Files files,
      Transport transport) {
    this.clock = clock;
    this.kubeconfig = kubeconfig;
    this.transport = transport;
    this.simulation = simulation;
    this.network = network;
    this.passage = new Passage(simulation);
    this.from = from;
    this.server = new Address(kubeconfig.host(), kubeconfig.port());
    this.trust = kubeconfig.trust();
    this.credentials = new ShownCredentials(kubeconfig, files);
  }

  @Override
  public ApiReply send(ApiRequest request) throws IOException {
    return send(request, REQUEST);
  }

  @Override
  public ApiObjects objects(String resource) throws IOException {
    ApiListener listener = connect();
    verify(listener.certificate());
    return listener.objects(resource, credentials.now());
  }

  @Override
  public ApiObjects owned(String resource) throws IOException {
    ApiListener listener = connect();
    verify(listener.certificate());
    return listener.owned(resource, credentials.now());
  }

  @Override
  public ApiObjects podsNaming(String node) throws IOException {
    ApiListener listener = connect();
    verify(listener.certificate());
    return listener.podsNaming(node, credentials.now());
  }

  ApiWatch watch(ApiRequest request) throws IOException {
    passage.message();
    ApiListener listener = connect();
    verify(listener.certificate());
    ApiWatch watch = listener.watch(request, credentials.now());
    passage.message();
    return watch;
  }

  Simulation simulation() {
    return simulation;
  }

  ApiReply send(ApiRequest request, Duration limit) throws IOException {
    passage.message();
    ApiListener listener = connect();
    verify(listener.certificate());
    ApiReply reply =
        from.equals(Network.OUTSIDE)
            ? transport.carry(kubeconfig, listener, request, credentials.now())
            : listener.handle(request, credentials.now(), from);
    if (isWithoutQuorum(reply)) {
      passage.waiting(limit.compareTo(NO_QUORUM) < 0 ? limit : NO_QUORUM);
      if (limit.compareTo(NO_QUORUM) < 0) {
        throw new SocketTimeoutException(
            "no answer of https://" + server + " within " + limit.toMillis() + " ms");
      }
    }
    if (!request.method().equals("GET")) {
      written(listener.writeDelay(), limit);
    }
    passage.message();
    return reply;
  }

  /** The answer waits for the disk; what was asked for is done whether or not it comes in time. */
  private void written(Duration delay, Duration limit) throws IOException {
    boolean inTime = delay.compareTo(limit) < 0;
    passage.waiting(inTime ? delay : limit);
    if (!inTime) {
      throw new SocketTimeoutException(
          "no answer of https://" + server + " within " + limit.toMillis() + " ms");
    }
  }

  private ApiListener connect() throws IOException {
    try {
      Listener listener = network.connect(from, server);
      if (listener instanceof ApiListener api) {
        return api;
      }
      throw new ConnectException(server + " does not speak HTTPS");
    } catch (Unreachable e) {
      if (e.refused()) {
        throw new ConnectException(e.getMessage());
      }
      passage.waiting(CONNECT);
      throw new SocketTimeoutException(e.getMessage());
    }
  }

  private void verify(X509Certificate certificate) throws IOException {
    Instant now = clock.get();
    if (!now.isAfter(good.getOrDefault(certificate, Instant.MIN))) {
      return;
    }
    Optional<String> problem = trust.againstServer(certificate, server.host(), now);
    if (problem.isPresent()) {
      throw new SSLHandshakeException("tls: failed to verify certificate: " + problem.get());
    }
    good.put(certificate, trust.goodUntil(certificate));
  }

  private static boolean isWithoutQuorum(ApiReply reply) {
    return reply.status() == 500
        && new String(reply.body(), StandardCharsets.UTF_8).contains(EtcdFailure.TIMED_OUT);
  }
}
