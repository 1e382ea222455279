package dev.firedrill.backend.simulated.wire;

import dev.firedrill.backend.simulated.etcd.EtcdMember;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Files;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Places;
import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.pki.Kubeconfig;
import dev.firedrill.backend.simulated.pki.Pem;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.TimeSource;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A simulated cluster served on loopback, at ports that are free: the API by HTTPS, each etcd
 * member by gRPC, with certificates of the cluster's own authorities ({@link WallSide}).
 *
 * <p>It answers while {@link #keepPace} or {@link #keepStill} runs. What arrives is not part of the
 * seed's run: from here on two runs of one seed differ.
 */
public final class Wire implements AutoCloseable {

  private static final int API_PORT = 6443;

  private final Network network;
  private final Desk desk;
  private final WallSide wall;
  private final Vertx vertx;
  private final Map<NodeName, ApiWire> apiServers = new LinkedHashMap<>();
  private final Map<NodeName, EtcdWire> members = new LinkedHashMap<>();
  private final Files credentials;
  private final Places places;
  private final ApiWire api;

  /**
   * Listens, and answers nobody yet.
   *
   * @param loadBalancer its host, or empty where there is none
   * @param controlPlanes the machines whose API servers and etcd members are served
   * @param clock by which clients look at certificates
   */
  public Wire(
      Simulation simulation,
      Network network,
      String loadBalancer,
      List<Machine> controlPlanes,
      TimeSource clock) {
    this.network = network;
    this.desk = new Desk(simulation);
    this.wall = new WallSide(Duration.between(simulation.now(), clock.now()));
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(new FileSystemOptions().setClassPathResolvingEnabled(false)));
    List<Machine> complete = controlPlanes.stream().filter(Wire::isControlPlane).toList();
    if (complete.isEmpty()) {
      throw new IllegalStateException(
          "nothing can be served: no control plane has certificates and an administrator's"
              + " kubeconfig. Next: look at why the drill did not get to make one");
    }
    this.credentials = complete.get(0).files();
    this.places = complete.get(0).places();
    complete.forEach(this::serve);
    this.api =
        loadBalancer.isEmpty()
            ? apiServers.values().iterator().next()
            : listening(new Address(loadBalancer, API_PORT), credentials);
  }

  /** How it is reached, by an administrator. */
  public Entrance entrance() {
    Map<NodeName, String> servers = new LinkedHashMap<>();
    apiServers.forEach((node, server) -> servers.put(node, url(server.port())));
    Map<NodeName, String> etcd = new LinkedHashMap<>();
    members.forEach((node, member) -> etcd.put(node, url(member.port())));
    return new Entrance(
        url(api.port()),
        servers,
        etcd,
        kubeconfig(),
        Pem.of(wall.authority(credentials, places.etcdAuthority())),
        text(places.etcdClient() + ".crt"),
        text(places.etcdClient() + ".key"));
  }

  /**
   * Makes the calling thread the simulation's until that holds, or the thread is interrupted: it
   * answers who asks, and as much virtual time passes as passes on the clock.
   */
  public void keepPace(TimeSource clock, BooleanSupplier until) {
    desk.keepPace(clock, until);
  }

  /** As {@link #keepPace}, but time passes only where {@link #ask} has it pass. */
  public void keepStill(BooleanSupplier until) {
    desk.keepStill(until);
  }

  /** Asks something on the simulation's thread, which may let time pass; from any thread. */
  public <T> CompletableFuture<T> ask(Supplier<T> question) {
    return desk.ask(question);
  }

  /** Listens no longer. */
  @Override
  public void close() {
    members.values().forEach(EtcdWire::close);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void serve(Machine machine) {
    apiServers.put(
        machine.name(), listening(new Address(machine.address(), API_PORT), machine.files()));
    EtcdWire member =
        new EtcdWire(
            desk,
            network,
            new Address(machine.address(), EtcdMember.CLIENT_PORT),
            wall.serving(machine.files(), places.etcdServer(), places.etcdAuthority()),
            authorities(machine.files(), places.etcdAuthority()));
    member.listen();
    members.put(machine.name(), member);
  }

  private ApiWire listening(Address address, Files files) {
    ApiWire wire =
        new ApiWire(
            vertx,
            desk,
            network,
            address,
            wall.serving(files, places.apiServer(), places.apiAuthority()),
            authorities(files, places.clientAuthority()));
    wire.listen();
    return wire;
  }

  private String kubeconfig() {
    Kubeconfig admin = Kubeconfig.parse(credentials.read(places.adminKubeconfig()).orElseThrow());
    return new Kubeconfig(
            admin.cluster(),
            url(api.port()),
            Pem.of(wall.authority(credentials, places.apiAuthority())),
            admin.user(),
            admin.certificate(),
            admin.key(),
            admin.token())
        .yaml();
  }

  private String text(String name) {
    return new String(credentials.read(name).orElseThrow(), StandardCharsets.US_ASCII);
  }

  private static List<X509Certificate> authorities(Files files, String name) {
    return new ArrayList<>(Pem.certificates(files.read(name + ".crt").orElseThrow()));
  }

  private static boolean isControlPlane(Machine machine) {
    Places places = machine.places();
    return Stream.of(
            places.apiServer() + ".crt", places.etcdServer() + ".crt", places.adminKubeconfig())
        .allMatch(machine.files()::exists);
  }

  private static String url(int port) {
    return "https://127.0.0.1:" + port;
  }
}
