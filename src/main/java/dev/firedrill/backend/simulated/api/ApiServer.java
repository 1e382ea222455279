package dev.firedrill.backend.simulated.api;

import dev.firedrill.backend.simulated.etcd.KeyValue;
import dev.firedrill.backend.simulated.kernel.Recurring;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Places;
import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.pki.FileIdentity;
import dev.firedrill.model.Version;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One API server. At its start it reads its certificate and authorities from its machine's files,
 * where the machine has them ({@link Places}); some moments after etcd answers it listens at the
 * machine's address, port 6443 unless a flag says another, and is ready a little later. Until then
 * it has no RBAC and refuses with 403 who needs it. Everything it serves it keeps in the etcd
 * member of its machine at the port of its flag, 2379 unless one is there; where that does not
 * answer within 20 s of the start, the server ends.
 */
public final class ApiServer implements ApiListener {

  /** Where it listens unless its flags say otherwise. */
  public static final int PORT = 6443;

  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration STARTING = Duration.ofMillis(1500);
  private static final Duration LOADING_RBAC = Duration.ofSeconds(2);
  private static final Duration ETCD_LIMIT = Duration.ofSeconds(20);
  private static final Duration COMPACTION = Duration.ofMinutes(5);
  private static final String SERVICES = "--service-cluster-ip-range=";

  private final Simulation simulation;
  private final Network network;
  private final Machine machine;
  private final Version version;
  private final String serviceSubnet;
  private final int port;
  private final int etcdPort;
  private final @Nullable FileIdentity etcdIdentity;
  private final String encryption;
  private final Consumer<String> ended;
  private @Nullable ServerParts serving;
  private @Nullable Recurring recurring;
  private Instant etcdSince = Instant.MAX;
  private final RequestCounts counts = new RequestCounts();
  private @Nullable Recurring renewing;
  private boolean listening;
  private boolean ready;
  private long compactTo;
  private long oldest;

  /**
   * A server that is not started yet.
   *
   * @param command the container's arguments, the program first
   * @param ended told why where it ends by itself, also during {@link #start}
   */
  public ApiServer(
      Simulation simulation,
      Network network,
      Machine machine,
      Version version,
      List<String> command,
      Consumer<String> ended) {
    this.simulation = simulation;
    this.network = network;
    this.machine = machine;
    this.version = version;
    this.serviceSubnet = flag(command, SERVICES, "10.96.0.0/12");
    this.encryption = flag(command, "--encryption-provider-config=", "");
    this.port = Integer.parseInt(flag(command, "--secure-port=", "" + PORT));
    this.etcdPort =
        URI.create(flag(command, "--etcd-servers=", "https://127.0.0.1:2379")).getPort();
    String certificate = flag(command, "--etcd-certfile=", "");
    this.etcdIdentity =
        certificate.isEmpty()
            ? null
            : new FileIdentity(machine.files(), certificate, flag(command, "--etcd-cafile=", ""));
    this.ended = ended;
  }

  private static String flag(List<String> command, String flag, String otherwise) {
    return command.stream()
        .filter(argument -> argument.startsWith(flag))
        .map(argument -> argument.substring(flag.length()))
        .findFirst()
        .orElse(otherwise);
  }

  /** Starts with the files as they are now. */
  public void start() {
    Places places = machine.places();
    for (String file :
        List.of(
            places.apiServer() + ".crt",
            places.clientAuthority() + ".crt",
            places.serviceAccountKey())) {
      if (!machine.files().exists(file)) {
        ended.accept("open " + file + ": no such file or directory");
        return;
      }
    }
    if (!encryption.isEmpty() && !machine.files().exists(encryption)) {
      ended.accept(
          "error opening encryption provider configuration file \"%s\": open %s: no such file or directory"
              .formatted(encryption, encryption));
      return;
    }
    serving =
        ServerParts.of(
            simulation, network, machine, version, serviceSubnet, etcdPort, etcdIdentity, counts);
    Instant deadline = simulation.now().plus(ETCD_LIMIT);
    String what = "kube-apiserver " + machine.name() + ": start";
    recurring = simulation.every(LOOK, what, () -> look(deadline));
  }

  /** Ends: listens no more. */
  public void stop() {
    network.close(new Address(machine.address(), port), this);
    if (recurring != null) {
      recurring.close();
    }
    if (renewing != null) {
      renewing.close();
      renewing = null;
      leave(running().ownService());
    }
    serving = null;
    listening = false;
    ready = false;
  }

  /** True where it listens and its start is complete, as /readyz says. */
  public boolean ready() {
    return ready && running().store().answers();
  }

  @Override
  public X509Certificate certificate() {
    return running().certificate();
  }

  @Override
  public ApiReply handle(ApiRequest request, Credentials credentials, String from) {
    ApiReply reply;
    try {
      reply = running().answer(request, credentials, machine.clock().now(), ready);
    } catch (ApiFailure failure) {
      reply = new ApiReply(failure.code(), "application/json", Json.bytes(failure.status()));
    }
    counts.count(request.method(), reply.status());
    return reply;
  }

  @Override
  public ApiWatch watch(ApiRequest request, Credentials credentials) {
    ServerParts parts = running();
    try {
      User user = parts.user(credentials, machine.clock().now(), ready);
      Target target = parts.allowed(request, user, ready).orElseThrow(ApiFailure::noSuchPath);
      return new WatchStream(
          simulation,
          parts.store(),
          target,
          WatchOptions.of(target, request.query()),
          oldest,
          () -> serving == parts);
    } catch (ApiFailure failure) {
      return ApiWatch.refused(
          new ApiReply(failure.code(), "application/json", Json.bytes(failure.status())));
    }
  }

  @Override
  public Duration writeDelay() {
    return machine.disk().latency();
  }

  @Override
  public ApiObjects objects(String resource, Credentials credentials) {
    return listed(
        resource,
        credentials,
        (store, kind) ->
            store.list(kind.folder(), kind.folder(), 0, 0).keyValues().stream()
                .map(KeyValue::value)
                .toList());
  }

  @Override
  public ApiObjects owned(String resource, Credentials credentials) {
    return listed(resource, credentials, ObjectStore::owned);
  }

  @Override
  public ApiObjects podsNaming(String node, Credentials credentials) {
    return listed(
        "pods",
        credentials,
        (store, kind) -> store.podsNaming(node).stream().map(KeyValue::value).toList());
  }

  private ApiObjects listed(
      String resource,
      Credentials credentials,
      BiFunction<ObjectStore, Resource, List<byte[]>> read) {
    ServerParts parts = running();
    Target all = new Target(Resources.named(resource), "", "", "");
    try {
      User user = parts.authentication().of(credentials, machine.clock().now());
      parts.authorization().check(new Authorization.Question(user, "list", all, ""), ready);
      return new ApiObjects(200, "", read.apply(parts.store(), all.resource()));
    } catch (ApiFailure failure) {
      return new ApiObjects(failure.code(), failure.status().path("message").asText(), List.of());
    }
  }

  @Override
  public long changes(String resource) {
    Resource named = Resources.named(resource);
    try {
      return running().store().changes(named);
    } catch (ApiFailure etcdAway) {
      return NO_ETCD;
    }
  }

  @Override
  public List<Long> changes(List<String> resources) {
    List<Resource> named = resources.stream().map(Resources::named).toList();
    try {
      return running().store().changes(named);
    } catch (ApiFailure etcdAway) {
      return resources.stream().map(each -> NO_ETCD).toList();
    }
  }

  /** Goes on with the start as far as it can at the moment. */
  private void look(Instant deadline) {
    ServerParts parts = running();
    Instant now = simulation.now();
    if (!parts.store().answers()) {
      if (!listening && now.isAfter(deadline)) {
        stop();
        ended.accept(
            "Error: error while dialing etcd at 127.0.0.1:"
                + etcdPort
                + ": context deadline exceeded");
      }
      return;
    }
    if (etcdSince.equals(Instant.MAX)) {
      etcdSince = now;
    }
    if (!listening && !now.isBefore(etcdSince.plus(STARTING))) {
      network.listen(new Address(machine.address(), port), this);
      listening = true;
    }
    if (listening && !now.isBefore(etcdSince.plus(STARTING).plus(LOADING_RBAC))) {
      complete(parts);
    }
  }

  private void complete(ServerParts parts) {
    try {
      parts.objects().make();
      parts.ownService().renew();
      oldest = parts.store().localRevision();
      ready = true;
      renewing =
          simulation.every(
              OwnService.RENEWAL,
              "kube-apiserver " + machine.name() + ": its lease",
              () -> renew(parts.ownService()));
      if (recurring != null) {
        recurring.close();
      }
      String what = "kube-apiserver " + machine.name() + ": compaction";
      recurring = simulation.every(COMPACTION, what, this::compact);
    } catch (ApiFailure etcdAway) {
      // The next look tries again.
    }
  }

  private static void renew(OwnService own) {
    try {
      own.renew();
    } catch (ApiFailure etcdAwayOrAnotherWasFaster) {
      // It is tried again after the next period.
    }
  }

  private static void leave(OwnService own) {
    try {
      own.leave();
    } catch (ApiFailure etcdAway) {
      // The lease runs out.
    }
  }

  /** To where etcd was one period ago. */
  private void compact() {
    ObjectStore store = running().store();
    try {
      if (compactTo > 0) {
        store.compactAt(compactTo);
      }
      compactTo = store.revision();
    } catch (ApiFailure doneByAnotherOrAway) {
      compactTo = 0;
    }
  }

  private ServerParts running() {
    if (serving == null) {
      throw new IllegalStateException("the API server on " + machine.name() + " does not run");
    }
    return serving;
  }
}
