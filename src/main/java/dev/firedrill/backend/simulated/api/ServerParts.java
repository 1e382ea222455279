package dev.firedrill.backend.simulated.api;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.MachineClock;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.pki.FileIdentity;
import dev.firedrill.backend.simulated.pki.Pem;
import dev.firedrill.model.Version;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an API server is made of once it has read its machine's files. */
record ServerParts(
    X509Certificate certificate,
    ObjectStore store,
    Authentication authentication,
    Authorization authorization,
    Reviews reviews,
    SystemObjects objects,
    OwnService ownService,
    ServerFacts facts,
    Requests requests) {

  static ServerParts of(
      Simulation simulation,
      Network network,
      Machine machine,
      Version version,
      String serviceSubnet,
      int etcdPort,
      @Nullable FileIdentity etcdIdentity,
      RequestCounts counts) {
    String host = machine.address();
    MachineClock clock = machine.clock();
    ObjectStore store = new ObjectStore(network, host, etcdPort, etcdIdentity);
    ServiceAccountTokens tokens =
        new ServiceAccountTokens(file(machine, machine.places().serviceAccountKey()));
    Writing writing =
        new Writing(
            simulation,
            clock,
            store,
            new ServiceAddresses(store, simulation.chance(), serviceSubnet));
    Deleting deleting = new Deleting(clock, store);
    Authorization authorization = new Authorization(store);
    return new ServerParts(
        Pem.certificate(file(machine, machine.places().apiServer() + ".crt")),
        store,
        new Authentication(
            Pem.certificates(file(machine, machine.places().clientAuthority() + ".crt")),
            store,
            tokens),
        authorization,
        new Reviews(authorization),
        new SystemObjects(store, writing, serviceSubnet),
        new OwnService(simulation, store, writing, host),
        new ServerFacts(version, store, counts),
        new Requests(
            store,
            writing,
            deleting,
            new Eviction(clock, store, deleting),
            new Subresources(clock, network, host, store, writing, tokens)));
  }

  /**
   * Answers a request.
   *
   * @param loaded false while RBAC is not loaded yet
   * @throws ApiFailure where it refuses
   */
  ApiReply answer(ApiRequest request, Credentials credentials, Instant now, boolean loaded) {
    User user = user(credentials, now, loaded);
    Optional<ApiReply> review = reviews.answer(request, user, loaded);
    if (review.isPresent()) {
      return review.get();
    }
    Optional<Target> target = allowed(request, user, loaded);
    if (target.isPresent()) {
      return requests.answer(target.get(), request, user);
    }
    return facts.answer(request, loaded).orElseThrow(ApiFailure::noSuchPath);
  }

  User user(Credentials credentials, Instant now, boolean loaded) {
    User caller = authentication.of(credentials, now);
    return Impersonation.of(caller, credentials, authorization, loaded);
  }

  /** What the request is about, which the user may do; nothing where it is no object. */
  Optional<Target> allowed(ApiRequest request, User user, boolean loaded) {
    Optional<Target> target = Target.parse(request.path());
    boolean collection = target.isPresent() && target.get().name().isEmpty();
    authorization.check(
        new Authorization.Question(
            user, Requests.verb(request, collection), target.orElse(null), request.path()),
        loaded);
    return target;
  }

  private static byte[] file(Machine machine, String name) {
    return machine.files().read(name).orElseThrow();
  }
}
