package dev.firedrill.backend.simulated.kubelet;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Container;
import dev.firedrill.backend.simulated.machine.ContainerSpec;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Program;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One container of a pod: started where its image is there, restarted with a back-off. */
final class ContainerRun {

  private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(10);
  private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(5);
  private static final Duration RESTART = Duration.ofMillis(400);
  private static final Duration FORGIVEN = Duration.ofMinutes(10);

  private final Machine machine;
  private final Simulation simulation;
  private final io.fabric8.kubernetes.api.model.Container wanted;
  private final Restarts restarts;
  private @Nullable Container container;
  private @Nullable Instant endedAt;
  private @Nullable Instant notBefore;
  private Instant startedAt = Instant.MIN;
  private Instant readyFrom = Instant.MAX;
  private Instant startedUpFrom = Instant.MAX;
  private Duration backOff = Duration.ZERO;
  private String waiting = "ContainerCreating";
  private String message = "";
  private int restartCount;
  private boolean ready;
  private @Nullable View lastView;

  ContainerRun(
      Machine machine,
      Simulation simulation,
      io.fabric8.kubernetes.api.model.Container wanted,
      Restarts restarts) {
    this.machine = machine;
    this.simulation = simulation;
    this.wanted = wanted;
    this.restarts = restarts;
  }

  /** When it is started again after it has ended. */
  enum Restarts {
    ALWAYS,
    ON_FAILURE,
    NEVER
  }

  /** Its state, equal as long as nothing about it has changed. */
  record View(
      @Nullable Container container,
      boolean running,
      boolean startedUp,
      boolean ready,
      @Nullable Instant endedAt,
      String waiting,
      String message,
      int restarts) {}

  /** The very same as before where nothing has changed. */
  View view() {
    View before = lastView;
    boolean same =
        before != null
            && before.container() == container
            && before.running() == isRunning()
            && before.startedUp() == isStartedUp()
            && before.ready() == isReady()
            && Objects.equals(before.endedAt(), endedAt)
            && before.waiting().equals(waiting)
            && before.message().equals(message)
            && before.restarts() == restartCount;
    if (before == null || !same) {
      before =
          new View(
              container,
              isRunning(),
              isStartedUp(),
              isReady(),
              endedAt,
              waiting,
              message,
              restartCount);
      lastView = before;
    }
    return before;
  }

  io.fabric8.kubernetes.api.model.Container wanted() {
    return wanted;
  }

  /** Starts it, or starts it again, where it should run, may, and does not. */
  void sync(String namespace, String pod, String uid, String address) {
    noticeEnd();
    Instant now = simulation.now();
    boolean mayRun = endedAt == null || isStartedAgain();
    if (isRunning() || !mayRun || (notBefore != null && now.isBefore(notBefore))) {
      return;
    }
    if (!machine.containers().images().contains(wanted.getImage())) {
      lacksImage(now);
      return;
    }
    start(
        new ContainerSpec(
            namespace, pod, uid, wanted.getName(), wanted.getImage(), argv(), address));
  }

  boolean isRunning() {
    return container != null && container.running();
  }

  /** It has run, has ended, and will not run again. */
  boolean isOver() {
    return endedAt != null && !isStartedAgain();
  }

  private boolean isStartedAgain() {
    boolean failed = container != null && !container.reason().isEmpty();
    return restarts == Restarts.ALWAYS || (restarts == Restarts.ON_FAILURE && failed);
  }

  /** It ended as a program does that has done its work. */
  boolean succeeded() {
    return isOver() && container != null && container.reason().isEmpty();
  }

  boolean isStartedUp() {
    return isRunning() && !simulation.now().isBefore(startedUpFrom);
  }

  /** Asks whether it is ready; that is what everybody sees until it is asked again. */
  void probe() {
    ready = isStartedUp() && !simulation.now().isBefore(readyFrom) && answers(running().program());
  }

  /** As it was asked last; not where it has ended since. */
  boolean isReady() {
    return ready && isRunning();
  }

  private boolean answers(Program program) {
    Probe probe = wanted.getReadinessProbe();
    return probe == null || probe.getHttpGet() == null
        ? program.ready()
        : program.ready(probe.getHttpGet().getPath());
  }

  Optional<Container> container() {
    return Optional.ofNullable(container);
  }

  Optional<Instant> endedAt() {
    return Optional.ofNullable(endedAt);
  }

  /** Why it does not run, as a status says it. */
  String waiting() {
    return waiting;
  }

  String message() {
    return message;
  }

  int restartCount() {
    return restartCount;
  }

  /** How long it serves on when told to end. */
  Duration lingers() {
    return isRunning() ? running().program().lingers() : Duration.ZERO;
  }

  /** Stops it and forgets it, as where its pod is made anew. */
  void remove() {
    if (container != null) {
      machine.containers().remove(container);
    }
    container = null;
    endedAt = null;
    waiting = "ContainerCreating";
  }

  /** Ends it where it runs, and has it started again with no back-off. */
  void restart() {
    if (container != null && container.running()) {
      machine.containers().stop(container);
      endedAt = machine.clock().now();
      notBefore = simulation.now().plus(simulation.chance().about(RESTART));
      waiting = "ContainerCreating";
      message = "";
    }
  }

  private void start(ContainerSpec spec) {
    if (container != null) {
      restartCount++;
      machine.containers().remove(container);
    }
    endedAt = null;
    notBefore = null;
    startedAt = simulation.now();
    container = machine.containers().start(spec);
    startedUpFrom = simulation.now().plus(delay(wanted.getStartupProbe()));
    readyFrom = startedUpFrom.plus(delay(wanted.getReadinessProbe()));
    noticeEnd();
  }

  /** The first crash is forgiven, each further one doubles the time until the next start. */
  private void noticeEnd() {
    if (container == null || container.running() || endedAt != null) {
      return;
    }
    Instant now = simulation.now();
    endedAt = machine.clock().now();
    if (Duration.between(startedAt, now).compareTo(FORGIVEN) >= 0) {
      backOff = Duration.ZERO;
    }
    notBefore =
        now.plus(backOff.isZero() ? simulation.chance().about(Duration.ofSeconds(1)) : backOff);
    waiting = "CrashLoopBackOff";
    message =
        "back-off " + backOff.toSeconds() + "s restarting failed container=" + wanted.getName();
    backOff = longer(backOff);
  }

  private void lacksImage(Instant now) {
    if ("Never".equals(wanted.getImagePullPolicy())) {
      waiting = "ErrImageNeverPull";
      message =
          "Container image \"" + wanted.getImage() + "\" is not present with pull policy of Never";
      notBefore = now.plus(FIRST_BACK_OFF);
    } else {
      boolean first = !waiting.startsWith("ErrImagePull") && !waiting.equals("ImagePullBackOff");
      waiting = first ? "ErrImagePull" : "ImagePullBackOff";
      message = "failed to pull image \"" + wanted.getImage() + "\": no registry can be reached";
      backOff = longer(backOff);
      notBefore = now.plus(backOff);
    }
  }

  private static Duration longer(Duration backOff) {
    Duration doubled = backOff.isZero() ? FIRST_BACK_OFF : backOff.multipliedBy(2);
    return doubled.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : doubled;
  }

  /** A probe begins after its delay, somewhere in its period, and is answered at once. */
  private Duration delay(@Nullable Probe probe) {
    if (probe == null) {
      return Duration.ZERO;
    }
    Duration initial = Duration.ofSeconds(seconds(probe.getInitialDelaySeconds(), 0));
    Duration period = Duration.ofSeconds(Math.min(2, seconds(probe.getPeriodSeconds(), 10)));
    return initial.plus(simulation.chance().between(Duration.ZERO, period));
  }

  private static int seconds(@Nullable Integer given, int otherwise) {
    return given == null ? otherwise : given;
  }

  private Container running() {
    if (container == null) {
      throw new IllegalStateException("container " + wanted.getName() + " was not started");
    }
    return container;
  }

  private List<String> argv() {
    List<String> argv = new ArrayList<>(wanted.getCommand());
    argv.addAll(wanted.getArgs());
    return argv;
  }
}
