package dev.firedrill.backend.simulated.kubelet;

import dev.firedrill.backend.simulated.access.SimulatedClients;
import dev.firedrill.backend.simulated.api.KubeletApi;
import dev.firedrill.backend.simulated.informer.Informers;
import dev.firedrill.backend.simulated.informer.Writes;
import dev.firedrill.backend.simulated.kernel.Recurring;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Container;
import dev.firedrill.backend.simulated.machine.ContainerSpec;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Places;
import dev.firedrill.backend.simulated.machine.Unit;
import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.pki.Kubeconfig;
import dev.firedrill.backend.simulated.pki.Pem;
import dev.firedrill.model.Component;
import dev.firedrill.model.Version;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The kubelet of a machine, to be installed as its unit {@code kubelet} or run by another process.
 * Started, it runs at the version installed on the machine at that moment; without its
 * configuration it does nothing, without its kubeconfig it runs static pods only. A kubelet of
 * another minor than the one before restarts all static pods of its machine, and the others where
 * it was told to.
 */
public final class Kubelet implements Unit, KubeletApi {

  private static final Duration BETWEEN_STARTS = Duration.ofSeconds(10);
  private static final Duration TICK = Duration.ofMillis(200);
  private static final Duration SHORTEST_START = Duration.ofMillis(800);
  private static final Duration LONGEST_START = Duration.ofMillis(1600);

  private final Machine machine;
  private final Places places;
  private final Simulation simulation;
  private final Network network;
  private final SimulatedClients clients;
  private final PodNetwork addresses;
  private final StaticRuns fromFiles;
  private final BoundRuns bound;
  private final MirrorPods mirrors;
  private final MirrorRemoval removal;
  private final KubeletCredential credential;
  private final boolean restartsPods;
  private final Map<String, Reported> reported = new HashMap<>();
  private @Nullable Version version;
  private @Nullable NodeReport node;
  private @Nullable Recurring ticks;
  private @Nullable Informers informers;
  private String credentials = "";

  /** As it was in its kubeconfig when it started; its own certificate it reads again. */
  private String authority = "";

  /** Read once, when it starts. */
  private Optional<X509Certificate> shown = Optional.empty();

  private long filesSeen = -1;
  private long configuredAsOf = -1;
  private boolean configured;

  /** What the API had of this node's pods when it answered last. */
  private List<Pod> lastPods = List.of();

  private List<Pod> settledPods = List.of();
  private List<PodRun.View> settledRuns = List.of();
  private Instant begins = Instant.MAX;

  /** When it is looked again whether it can start; never again once it has. */
  private Instant looksAgain = Instant.MIN;

  /** Before it has, since its start, it ends no pod: the API might still want it. */
  private boolean reachedApi;

  /** The status that was written last, and what it was made of. */
  private record Reported(Pod pod, PodRun.View run, String status) {

    boolean isOf(Pod otherPod, PodRun.View otherRun) {
      return pod == otherPod && run == otherRun;
    }
  }

  /** The kubelet of that machine, not started. */
  public Kubelet(
      Machine machine, Simulation simulation, Network network, SimulatedClients clients) {
    this(machine, simulation, network, clients, false);
  }

  /**
   * The same.
   *
   * @param restartsPods true where one of another minor restarts the containers of every pod, as
   *     kubelets do whose hash of a container is another one
   */
  public Kubelet(
      Machine machine,
      Simulation simulation,
      Network network,
      SimulatedClients clients,
      boolean restartsPods) {
    this.restartsPods = restartsPods;
    this.machine = machine;
    this.places = machine.places();
    this.simulation = simulation;
    this.network = network;
    this.clients = clients;
    this.addresses = new PodNetwork(machine);
    this.fromFiles = new StaticRuns(machine, simulation, addresses);
    this.bound = new BoundRuns(machine, simulation, addresses);
    this.mirrors = new MirrorPods(machine.name().value());
    this.removal = new MirrorRemoval(simulation);
    this.credential = new KubeletCredential(machine);
  }

  @Override
  public void start() {
    Version installed = machine.programs().get(Component.KUBELET);
    if (installed == null) {
      return;
    }
    fromFiles.forgetLost();
    bound.forgetLost();
    begins = simulation.now().plus(simulation.chance().between(SHORTEST_START, LONGEST_START));
    looksAgain = Instant.MIN;
    reachedApi = false;
    if (version != null && installed.minorsAhead(version) != 0) {
      simulation.after(
          Duration.between(simulation.now(), begins),
          "kubelet " + machine.name() + ": restarts static pods",
          this::restartPods);
    }
    version = installed;
    node = new NodeReport(machine, installed);
    credentials = "";
    authority = "";
    filesSeen = -1;
    removal.forget();
    lastPods = List.of();
    settledPods = List.of();
    settledRuns = List.of();
    reported.clear();
    ticks = simulation.every(TICK, "kubelet " + machine.name(), this::tick);
  }

  @Override
  public void stop() {
    if (ticks != null) {
      ticks.close();
      ticks = null;
    }
    network.close(new Address(machine.address(), PORT), this);
  }

  /** The version it was started at last; nothing where it never was. */
  public Optional<Version> version() {
    return Optional.ofNullable(version);
  }

  @Override
  public Optional<String> log(String namespace, String pod, String container) {
    return machine.containers().all().stream()
        .map(Container::spec)
        .filter(spec -> spec.namespace().equals(namespace) && spec.pod().equals(pod))
        .filter(spec -> container.isEmpty() || spec.name().equals(container))
        .map(ContainerSpec::logFile)
        .reduce((older, newer) -> newer)
        .map(file -> machine.files().text(file).orElse(""));
  }

  private void restartPods() {
    fromFiles.restartAll();
    if (restartsPods) {
      bound.restartContainers();
    }
  }

  private void tick() {
    if (machine.power().paused()
        || simulation.now().isBefore(begins)
        || !isConfigured()
        || !starts(simulation.now())) {
      return;
    }
    if (removal.standsStill(this::isApiWithoutEtcd)) {
      fromFiles.goOnEnding();
      return;
    }
    fromFiles.sync(reachedApi || !machine.files().exists(places.kubeletKubeconfig()));
    bound.sync();
    try {
      api().ifPresent(this::speak);
    } catch (KubernetesClientException away) {
      // The API is away, or refuses: everything is tried again at the next tick.
      if (MirrorPods.anyOutlives(fromFiles.wanted(), lastPods) && isApiWithoutEtcd()) {
        removal.begin();
      }
    }
  }

  private boolean isApiWithoutEtcd() {
    try {
      return informers != null && informers.isWithoutEtcd();
    } catch (KubernetesClientException refused) {
      return false;
    }
  }

  /**
   * With a client certificate that has expired, and nothing to ask for another with, a kubelet ends
   * at its start ("unable to load bootstrap kubeconfig"); systemd starts it again every 10 s. One
   * that has started goes on.
   */
  private boolean starts(Instant now) {
    if (now.isBefore(looksAgain)) {
      return looksAgain.equals(Instant.MAX);
    }
    boolean good = credential.isUsable(machine.clock().now());
    looksAgain = good ? Instant.MAX : now.plus(BETWEEN_STARTS);
    if (good) {
      credential.makeServing(machine.clock().now());
      shown = machine.files().read(places.kubeletServing() + ".crt").map(Pem::certificate);
      network.listen(new Address(machine.address(), PORT), this);
    }
    return good;
  }

  @Override
  public Optional<X509Certificate> shown() {
    return shown;
  }

  private boolean isConfigured() {
    if (machine.files().changes() != configuredAsOf) {
      configured = machine.files().exists(places.kubeletConfiguration());
      configuredAsOf = machine.files().changes();
    }
    return configured;
  }

  private void speak(Informers api) {
    if (node == null) {
      return;
    }
    node.sync(api, addresses.isConfigured(), simulation.now());
    List<Pod> pods = api.podsOn(machine.name().value());
    lastPods = pods;
    reachedApi = true;
    fromFiles.all().forEach(PodRun::probe);
    bound.all().forEach(PodRun::probe);
    List<PodRun.View> runs = views();
    // The same list as before: nothing changed in the API. And nothing changed here.
    if (pods == settledPods && runs.equals(settledRuns)) {
      return;
    }
    bound.follow(pods);
    boolean mirrored =
        mirrors.sync(
            api,
            pods,
            fromFiles.all().stream().filter(run -> !run.isEnding()).map(PodRun::pod).toList());
    report(api, pods, fromFiles.all());
    report(api, pods, bound.all());
    bound.deleteGone(api, pods);
    if (mirrored) {
      settledPods = pods;
      settledRuns = runs;
    }
  }

  private List<PodRun.View> views() {
    List<PodRun.View> views = new ArrayList<>();
    fromFiles.all().forEach(run -> views.add(run.view()));
    bound.all().forEach(run -> views.add(run.view()));
    return views;
  }

  private void report(Informers api, List<Pod> pods, Collection<PodRun> runs) {
    for (PodRun run : runs) {
      pods.stream()
          .filter(pod -> isOf(pod, run))
          .findFirst()
          .ifPresent(pod -> report(api, pod, run));
    }
  }

  private static boolean isOf(Pod pod, PodRun run) {
    return pod.getMetadata().getUid().equals(run.uid()) || MirrorPods.mirrors(pod, run.pod());
  }

  private void report(Informers api, Pod pod, PodRun run) {
    String uid = pod.getMetadata().getUid();
    Reported last = reported.get(uid);
    if (last != null && last.isOf(pod, run.view())) {
      return;
    }
    PodStatus status =
        PodStatuses.of(machine, run, Optional.ofNullable(pod.getStatus()), machine.clock().now());
    String text = Serialization.asJson(status);
    if (last == null || !text.equals(last.status())) {
      Writes.statusAs(api, pod, text);
    }
    reported.put(uid, new Reported(pod, run.view(), text));
  }

  private @Nullable Informers connect() {
    Optional<byte[]> file = machine.files().read(places.kubeletKubeconfig());
    if (file.isEmpty()) {
      return null;
    }
    Kubeconfig kubeconfig = Kubeconfig.parse(file.get(), machine.files());
    authority = authority.isEmpty() ? kubeconfig.authority() : authority;
    return Informers.by(machine, kubeconfig.trusting(authority), network, clients);
  }

  /** Connected anew where its credentials were renewed. */
  private Optional<Informers> api() {
    if (machine.files().changes() == filesSeen) {
      return Optional.ofNullable(informers);
    }
    String now =
        machine.files().text(places.kubeletKubeconfig()).orElse("")
            + machine.files().text(places.kubeletClient()).orElse("");
    if (!now.equals(credentials)) {
      if (informers != null) {
        informers.close();
      }
      informers = connect();
      credentials = now;
    }
    filesSeen = machine.files().changes();
    return Optional.ofNullable(informers);
  }
}
