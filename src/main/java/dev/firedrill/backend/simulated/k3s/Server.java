package dev.firedrill.backend.simulated.k3s;

import dev.firedrill.backend.simulated.api.ApiServer;
import dev.firedrill.backend.simulated.control.ControlPrograms;
import dev.firedrill.backend.simulated.etcd.EtcdMember;
import dev.firedrill.backend.simulated.kernel.Recurring;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.ContainerSpec;
import dev.firedrill.backend.simulated.machine.Files;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Program;
import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Listener;
import dev.firedrill.model.Component;
import dev.firedrill.model.Version;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code k3s server}: etcd's member, then the API server, then controller manager, scheduler and
 * the node's part, all in one process. It says that it is up once its API is ready.
 */
final class Server implements Role {

  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration SHORTEST_START = Duration.ofMillis(1200);
  private static final Duration LONGEST_START = Duration.ofMillis(2600);
  private static final Duration BETWEEN_JOINS = Duration.ofSeconds(1);
  private static final int SECRET_BYTES = 16;

  private final World world;
  private final Machine machine;
  private final Files files;
  private final Node node;
  private final Consumer<String> ended;
  private final Version version;
  private final Configuration told;
  private final Member member;
  private final List<Program> programs = new ArrayList<>();
  private @Nullable ApiServer api;
  private @Nullable ClusterObjects objects;
  private @Nullable Recurring looking;
  private Instant next = Instant.MIN;
  private Stage stage = Stage.CREDENTIALS;

  private enum Stage {
    CREDENTIALS,
    JOINING,
    ETCD,
    API,
    UP
  }

  Server(World world, Machine machine, Node node, Consumer<String> ended) {
    this.world = world;
    this.machine = machine;
    this.files = machine.files();
    this.node = node;
    this.ended = ended;
    this.version = Objects.requireNonNull(machine.programs().get(new Component("k3s")));
    this.told = Configuration.read(files, Paths.CONFIG);
    this.member = new Member(world, machine, ended);
  }

  @Override
  public void start() {
    Simulation simulation = world.simulation();
    next = simulation.now().plus(simulation.chance().between(SHORTEST_START, LONGEST_START));
    world.begun(this);
    looking = simulation.every(LOOK, "k3s server " + machine.name(), this::look);
  }

  @Override
  public void end() {
    world.ended(this);
    if (looking != null) {
      looking.close();
    }
    node.end();
    programs.forEach(Program::kill);
    if (api != null) {
      api.stop();
    }
    if (objects != null) {
      objects.close();
    }
    member.end();
  }

  @Override
  public boolean isUp() {
    return stage == Stage.UP;
  }

  /** True where that is its API server. */
  boolean serves(Listener listener) {
    return listener == api;
  }

  /** Where its API is. */
  Address address() {
    return new Address(machine.address(), ApiServer.PORT);
  }

  /** Its disk, with the authorities that sign for joining machines. */
  Files files() {
    return files;
  }

  /** What it is told. */
  Configuration told() {
    return told;
  }

  /** Its etcd, where that has been begun. */
  Optional<EtcdMember> etcd() {
    return member.etcd();
  }

  /**
   * Whether a machine may be the node of that name.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException where nobody can say now
   */
  boolean admits(String name, String password) {
    return objects != null && objects.isSameNode(name, password);
  }

  /** Why a machine with that token may not join; nothing where it may. */
  Optional<String> refuses(Token token) {
    Token own = token();
    String digest = Token.digest(files.text(Paths.TLS + "server-ca.crt").orElse(""));
    if (!token.authority().isEmpty() && !token.authority().equals(digest)) {
      return Optional.of(
          "failed to validate token: token CA hash does not match the Cluster CA certificate hash:"
              + " %s != %s".formatted(token.authority(), digest));
    }
    return token.secret().equals(own.secret())
        ? Optional.empty()
        : Optional.of("failed to validate token: not authorized");
  }

  private Token token() {
    return Token.parse(files.text(Paths.TOKEN).orElse(""));
  }

  private void look() {
    Instant now = world.simulation().now();
    if (machine.power().paused() || now.isBefore(next)) {
      return;
    }
    try {
      switch (stage) {
        case CREDENTIALS -> begin(now);
        case JOINING -> join(now);
        case ETCD -> startApi();
        case API -> startOthers();
        default -> Objects.requireNonNull(objects).see(told);
      }
    } catch (StartFailed failed) {
      ended.accept(failed.getMessage());
    }
  }

  private void begin(Instant now) {
    if (files.exists(Paths.TOMBSTONE)) {
      files.delete(Paths.ETCD);
    }
    boolean initialised = Member.isInitialised(files);
    boolean joins = !told.server().isEmpty() && !initialised;
    Credentials credentials = new Credentials(machine, world.keys(), now);
    Token given = given();
    if (joins) {
      Server other = other();
      other.refuses(given).ifPresent(Server::fail);
      credentials.take(new Credentials(other.machine, world.keys(), now).shared());
    }
    credentials.makeAuthorities();
    Token token = given.of(credentials.apiAuthority());
    files.write(Paths.TOKEN, token.text());
    files.write(Paths.AGENT_TOKEN, token.text());
    credentials.makeServers(told);
    credentials.makeNodes(files, "https://127.0.0.1:6443", told.dns());
    if (joins) {
      stage = Stage.JOINING;
      return;
    }
    if (initialised) {
      member.resume();
    } else {
      member.bootstrap();
    }
    stage = Stage.ETCD;
  }

  /** The token that it is given or has, or one that it makes. */
  private Token given() {
    String file = told.tokenFile().isEmpty() ? Paths.TOKEN : told.tokenFile();
    Optional<String> text = files.text(file);
    if (text.isEmpty() && !told.tokenFile().isEmpty()) {
      throw new StartFailed("open " + file + ": no such file or directory");
    }
    return text.map(Token::parse)
        .orElseGet(
            () ->
                new Token(
                    "", HexFormat.of().formatHex(world.simulation().chance().bytes(SECRET_BYTES))));
  }

  private static void fail(String why) {
    throw new StartFailed("starting kubernetes: preparing server: " + why);
  }

  private Server other() {
    return world
        .at(machine.address(), told.server())
        .orElseThrow(
            () ->
                new StartFailed(
                    "starting kubernetes: preparing server: failed to get CA certs: Get"
                        + " \"%s/cacerts\": connection refused".formatted(told.server())));
  }

  private void join(Instant now) {
    next = now.plus(BETWEEN_JOINS);
    Optional<EtcdMember> others = other().etcd();
    if (others.isPresent() && member.join(others.get())) {
      stage = Stage.ETCD;
    }
  }

  private void startApi() {
    if (!member.passesTest()
        || !member.keep(token(), new Credentials(machine, world.keys(), next).shared())) {
      return;
    }
    files.delete(Paths.RESET_FLAG);
    ApiServer begun =
        new ApiServer(
            world.simulation(),
            world.network(),
            machine,
            version,
            List.of(
                "kube-apiserver",
                "--service-cluster-ip-range=" + told.serviceSubnet(),
                "--etcd-servers=https://127.0.0.1:2379",
                "--etcd-certfile=" + Paths.TLS + "etcd/client.crt",
                "--etcd-cafile=" + Paths.TLS + "etcd/server-ca.crt"),
            why -> ended.accept("apiserver exited: " + why));
    api = begun;
    stage = Stage.API;
    begun.start();
  }

  private void startOthers() {
    if (api == null || !api.ready()) {
      return;
    }
    ControlPrograms control =
        new ControlPrograms(world.simulation(), world.network(), world.clients());
    programs.add(
        control.controllerManager(
            machine,
            spec("kube-controller-manager", "--cluster-cidr=" + told.podSubnet()),
            why -> ended.accept("controller-manager exited: " + why)));
    programs.add(
        control.scheduler(
            machine,
            spec("kube-scheduler", "--leader-elect=true"),
            why -> ended.accept("scheduler exited: " + why)));
    objects = ClusterObjects.of(world, machine);
    node.start();
    stage = Stage.UP;
  }

  private ContainerSpec spec(String name, String argument) {
    return new ContainerSpec("", "", "", name, name, List.of(name, argument), machine.address());
  }

  /** What it has in common with a machine that is made anew by its name. */
  static String password(Files files, Simulation simulation) {
    return files
        .text(Paths.NODE_PASSWORD)
        .orElseGet(
            () -> {
              byte[] random = simulation.chance().bytes(SECRET_BYTES);
              String made = HexFormat.of().formatHex(random);
              files.write(Paths.NODE_PASSWORD, made.getBytes(StandardCharsets.US_ASCII));
              return made;
            });
  }
}
