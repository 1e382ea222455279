package dev.firedrill.backend.simulated.kubelet;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.kubelet.ContainerRun.Restarts;
import dev.firedrill.backend.simulated.machine.Machine;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One pod on one machine, from its first container's start to the end of its last. Told to end, it
 * serves on for as long as its programs linger, within its grace period.
 */
final class PodRun {

  private static final Duration SOONEST = Duration.ofMillis(500);
  private static final Duration LATEST = Duration.ofMillis(1500);
  private static final long DEFAULT_GRACE_SECONDS = 30;

  private final Machine machine;
  private final Simulation simulation;
  private final PodNetwork network;
  private final Instant accepted;
  private final List<ContainerRun> initial;
  private final List<ContainerRun> main;
  private Pod pod;
  private Instant begins;
  private String address = "";
  private @Nullable Instant ends;
  private boolean gone;
  private @Nullable View lastView;

  PodRun(Machine machine, Simulation simulation, PodNetwork network, Pod pod, Instant begins) {
    this.machine = machine;
    this.simulation = simulation;
    this.network = network;
    this.pod = pod;
    this.accepted = machine.clock().now();
    this.begins = begins.plus(simulation.chance().between(SOONEST, LATEST));
    boolean never = "Never".equals(pod.getSpec().getRestartPolicy());
    Restarts untilDone = never ? Restarts.NEVER : Restarts.ON_FAILURE;
    Restarts lasting = never ? Restarts.NEVER : Restarts.ALWAYS;
    this.initial =
        pod.getSpec().getInitContainers().stream()
            .map(each -> new ContainerRun(machine, simulation, each, untilDone))
            .toList();
    this.main =
        pod.getSpec().getContainers().stream()
            .map(each -> new ContainerRun(machine, simulation, each, lasting))
            .toList();
  }

  /** What a kubelet reports of it, as far as it changes. */
  record View(
      PodRun run,
      String uid,
      boolean ending,
      boolean gone,
      String address,
      List<ContainerRun.View> containers) {}

  /** The very same as before where nothing has changed. */
  View view() {
    View before = lastView;
    if (before == null || !isAsIn(before)) {
      before =
          new View(
              this,
              uid(),
              isEnding(),
              isGone(),
              address,
              containers().map(ContainerRun::view).toList());
      lastView = before;
    }
    return before;
  }

  private boolean isAsIn(View before) {
    boolean same =
        before.uid().equals(uid())
            && before.ending() == isEnding()
            && before.gone() == isGone()
            && before.address().equals(address);
    for (int i = 0; same && i < initial.size(); i++) {
      same = before.containers().get(i) == initial.get(i).view();
    }
    for (int i = 0; same && i < main.size(); i++) {
      same = before.containers().get(initial.size() + i) == main.get(i).view();
    }
    return same;
  }

  Pod pod() {
    return pod;
  }

  /** What the API says of it now. */
  void update(Pod newer) {
    pod = newer;
  }

  String uid() {
    return pod.getMetadata().getUid();
  }

  Instant accepted() {
    return accepted;
  }

  List<ContainerRun> initial() {
    return initial;
  }

  List<ContainerRun> main() {
    return main;
  }

  /** Its address, empty until it has one. */
  String address() {
    return address;
  }

  boolean isInHostNetwork() {
    return Boolean.TRUE.equals(pod.getSpec().getHostNetwork());
  }

  boolean isInitialised() {
    return initial.stream().allMatch(ContainerRun::succeeded);
  }

  boolean isEnding() {
    return ends != null;
  }

  /** All its containers have ended after it was told to end. */
  boolean isGone() {
    return gone;
  }

  /** Its containers have all ended and will not be started again. */
  boolean isOver() {
    return !main.isEmpty() && main.stream().allMatch(ContainerRun::isOver);
  }

  /** It has containers, and none of them is on the machine any more: somebody removed them. */
  boolean isLost() {
    List<String> ids =
        containers().flatMap(each -> each.container().stream()).map(c -> c.id()).toList();
    return !ids.isEmpty()
        && machine.containers().all().stream().noneMatch(each -> ids.contains(each.id()));
  }

  /** Brings it a step further; to be called again and again. */
  void sync() {
    Instant now = simulation.now();
    if (ends != null) {
      if (!now.isBefore(ends)) {
        remove();
        gone = true;
      }
    } else if (!now.isBefore(begins) && hasAddress()) {
      run();
    }
  }

  /** It is to end within the grace period; told again, only an earlier end counts. */
  void end(long graceSeconds) {
    Duration grace = Duration.ofSeconds(graceSeconds);
    Duration longest =
        containers().map(ContainerRun::lingers).max(Duration::compareTo).orElse(Duration.ZERO);
    Instant at = simulation.now().plus(longest.compareTo(grace) < 0 ? longest : grace);
    if (ends == null || at.isBefore(ends)) {
      ends = at;
    }
  }

  /** Within the grace period that its manifest gives it. */
  void end() {
    Long grace = pod.getSpec().getTerminationGracePeriodSeconds();
    end(grace == null ? DEFAULT_GRACE_SECONDS : grace);
  }

  /** All its containers end, and start anew from that moment on. */
  void restart(Instant from) {
    remove();
    begins = from;
  }

  /** Its containers end and are started again, in the same network. */
  void restartContainers() {
    if (!isEnding()) {
      main.forEach(ContainerRun::restart);
    }
  }

  /** Asks each container whether it is ready. */
  void probe() {
    containers().forEach(ContainerRun::probe);
  }

  private void run() {
    for (ContainerRun each : initial) {
      sync(each);
      if (!each.succeeded()) {
        return;
      }
    }
    main.forEach(this::sync);
  }

  private void sync(ContainerRun container) {
    container.sync(pod.getMetadata().getNamespace(), pod.getMetadata().getName(), uid(), address);
  }

  private boolean hasAddress() {
    if (address.isEmpty()) {
      address = isInHostNetwork() ? machine.address() : network.allocate().orElse("");
    }
    return !address.isEmpty();
  }

  private void remove() {
    containers().forEach(ContainerRun::remove);
    if (!isInHostNetwork() && !address.isEmpty()) {
      network.release(address);
    }
    address = "";
  }

  private Stream<ContainerRun> containers() {
    return Stream.concat(initial.stream(), main.stream());
  }
}
