package dev.firedrill.backend.simulated.k3s;

import dev.firedrill.backend.simulated.etcd.EtcdFailure;
import dev.firedrill.backend.simulated.etcd.EtcdMember;
import dev.firedrill.backend.simulated.etcd.KeyValue;
import dev.firedrill.backend.simulated.kernel.Recurring;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Files;
import dev.firedrill.backend.simulated.machine.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The etcd member in a server ({@code pkg/etcd}). It is told to wait 5 s for a leader before it
 * takes another to be gone, and joins without a vote; whoever leads gives it one at its next look,
 * every 15 s.
 */
final class Member {

  private static final Duration LOOK_AFTER_LEARNERS = Duration.ofSeconds(15);
  private static final Duration BETWEEN_TESTS = Duration.ofSeconds(5);
  private static final int NAME_BYTES = 4;
  private static final String REMOVED = "permanently removed";

  private final World world;
  private final Machine machine;
  private final Files files;
  private final Consumer<String> ended;
  private @Nullable EtcdMember etcd;
  private @Nullable Recurring learners;
  private Instant nextTest = Instant.MIN;

  Member(World world, Machine machine, Consumer<String> ended) {
    this.world = world;
    this.machine = machine;
    this.files = machine.files();
    this.ended = ended;
  }

  /** True where it has been started before, and has its data. */
  static boolean isInitialised(Files files) {
    return files.exists(Paths.ETCD_DATA);
  }

  /** Goes on with the data that is there. */
  void resume() {
    begin("");
  }

  /** Begins a cluster of its own. */
  void bootstrap() {
    begin("--initial-cluster=" + name() + "=" + peerUrl());
  }

  /**
   * Joins the members of another server.
   *
   * @return false where it has to be tried again
   * @throws StartFailed where there is no use in that
   */
  boolean join(EtcdMember other) {
    List<String> cluster = new ArrayList<>();
    boolean known = false;
    try {
      for (dev.firedrill.model.EtcdMember each : other.members()) {
        boolean own = each.peerUrls().contains(peerUrl());
        String name = each.name().isEmpty() && own ? name() : each.name();
        known |= own && name.equals(name());
        cluster.add(name + "=" + each.peerUrls().get(0));
        refuseDuplicate(name);
      }
      if (!known) {
        other.add(List.of(peerUrl()), true);
        cluster.add(name() + "=" + peerUrl());
      }
    } catch (EtcdFailure notNow) {
      return false;
    }
    begin("--initial-cluster=" + String.join(",", cluster), "--initial-cluster-state=existing");
    return true;
  }

  private void refuseDuplicate(String name) {
    int hyphen = name.lastIndexOf('-');
    String node = hyphen > 1 ? name.substring(0, hyphen) : name;
    if (!name.equals(name()) && node.equals(machine.name().value())) {
      files.delete(Paths.ETCD_NAME);
      throw new StartFailed(
          "etcd cluster join failed: duplicate node name found, please use a unique name for this"
              + " node");
    }
  }

  /** Runs, once it was begun; nothing before. */
  Optional<EtcdMember> etcd() {
    return Optional.ofNullable(etcd);
  }

  /** True where it is a member with a vote and answers; looked at every 5 s. */
  boolean passesTest() {
    Instant now = world.simulation().now();
    if (now.isBefore(nextTest)) {
      return false;
    }
    nextTest = now.plus(BETWEEN_TESTS);
    try {
      return etcd().stream()
          .flatMap(running -> running.members().stream())
          .anyMatch(
              each ->
                  !each.learner()
                      && each.name().equals(name())
                      && each.peerUrls().contains(peerUrl()));
    } catch (EtcdFailure notYet) {
      return false;
    }
  }

  /**
   * Keeps what joining servers need, by the token that it is encrypted by.
   *
   * @return false where it has to be tried again
   * @throws StartFailed where it is there by another
   */
  boolean keep(Token token, byte[] shared) {
    EtcdMember running = etcd().orElseThrow();
    try {
      List<KeyValue> kept = running.range("/bootstrap/", "/bootstrap/", 0, 0).keyValues();
      if (kept.isEmpty()) {
        running.put(token.key(), shared, 0);
      } else if (kept.stream().noneMatch(each -> each.key().equals(token.key()))) {
        throw new StartFailed("bootstrap data already found and encrypted with different token");
      }
      return true;
    } catch (EtcdFailure away) {
      return false;
    }
  }

  /** Ends at once, as a process does that is gone: a leader hands nothing over. */
  void end() {
    if (learners != null) {
      learners.close();
    }
    if (etcd != null) {
      etcd.kill();
    }
  }

  private void begin(String... initial) {
    Simulation simulation = world.simulation();
    List<String> command = new ArrayList<>(command(name(), machine.address()));
    command.addAll(List.of(initial));
    command.removeIf(String::isEmpty);
    EtcdMember begun =
        new EtcdMember(
            simulation, world.network(), machine, Installation.etcd(machine), command, this::ended);
    etcd = begun;
    begun.start();
    learners =
        simulation.every(
            LOOK_AFTER_LEARNERS, "k3s " + machine.name() + ": learners", this::promote);
  }

  /** Its command line but for the cluster that it begins or joins. */
  static List<String> command(String name, String address) {
    String tls = Paths.TLS + "etcd/";
    String client = "https://" + address + ":2379";
    return List.of(
        "etcd",
        "--name=" + name,
        "--data-dir=" + Paths.ETCD,
        "--advertise-client-urls=" + client,
        "--listen-client-urls=https://127.0.0.1:2379," + client,
        "--listen-peer-urls=https://127.0.0.1:2380,https://" + address + ":2380",
        "--heartbeat-interval=500",
        "--election-timeout=5000",
        "--cert-file=" + tls + "server-client.crt",
        "--trusted-ca-file=" + tls + "server-ca.crt",
        "--peer-cert-file=" + tls + "peer-server-client.crt",
        "--peer-trusted-ca-file=" + tls + "peer-ca.crt");
  }

  /** One that was removed does not end its process; its data is gone at the next start. */
  private void ended(String why) {
    if (why.contains(REMOVED)) {
      files.write(Paths.TOMBSTONE, new byte[0]);
    } else {
      ended.accept("etcd exited: " + why);
    }
  }

  private void promote() {
    EtcdMember running = etcd().orElseThrow();
    try {
      if (running.status().leaderId() != running.status().memberId()) {
        return;
      }
      for (dev.firedrill.model.EtcdMember each : running.members()) {
        if (each.learner() && !each.name().isEmpty()) {
          running.promote(each.id());
        }
      }
    } catch (EtcdFailure notYet) {
      // It is looked at again.
    }
  }

  private String peerUrl() {
    return "https://" + machine.address() + ":2380";
  }

  /** Made with the member's data, and gone with it. */
  private String name() {
    return files
        .text(Paths.ETCD_NAME)
        .orElseGet(() -> newName(files, machine.name().value(), world.simulation()));
  }

  static String newName(Files files, String node, Simulation simulation) {
    String name = node + "-" + HexFormat.of().formatHex(simulation.chance().bytes(NAME_BYTES));
    files.write(Paths.ETCD_NAME, name);
    return name;
  }
}
