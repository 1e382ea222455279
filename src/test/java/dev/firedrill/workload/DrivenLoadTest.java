package dev.firedrill.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.kernel.VirtualBackground;
import dev.firedrill.history.Observation.LoadWindow;
import dev.firedrill.history.Observation.RequestFailed;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.Background;
import dev.firedrill.ports.Cluster;
import dev.firedrill.ports.EtcdAdmin;
import dev.firedrill.ports.KubernetesAccess;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.ports.ReleaseSource;
import dev.firedrill.ports.TimeSource;
import dev.firedrill.ports.Traffic;
import dev.firedrill.testing.Recording;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DrivenLoadTest {

  private static final Duration QUICK = Duration.ofMillis(1);

  private final Simulation simulation = new Simulation(1);
  private final Recording recording = new Recording();
  private Supplier<Traffic.Reply> answer = () -> Traffic.Reply.of(200, QUICK);
  private int connections;
  private boolean closed;

  @Test
  void every_request_is_recorded_in_the_window_in_which_it_was_due() {
    run(Duration.ofSeconds(5));
    assertThat(recording.of(LoadWindow.class)).hasSize(5);
    assertThat(recording.of(LoadWindow.class))
        .allSatisfy(
            window -> {
              assertThat(window.sent()).isEqualTo(500);
              assertThat(window.failed()).isZero();
              assertThat(window.max()).isLessThan(Duration.ofMillis(2));
              assertThat(window.longestGap()).isLessThan(Duration.ofMillis(10));
            });
  }

  @Test
  void connections_are_replaced_after_a_hundred_requests_and_where_the_server_closed_them() {
    run(Duration.ofSeconds(4));
    assertThat(connections).isBetween(20, 28);
    connections = 0;
    closed = true;
    run(Duration.ofSeconds(1));
    assertThat(connections).isEqualTo(500);
  }

  @Test
  void an_answer_that_never_comes_is_a_failure_when_its_time_is_up_and_a_gap() {
    answer =
        () ->
            simulation.now().isBefore(Simulation.BEGINNING.plusSeconds(3))
                ? Traffic.Reply.none("connection timed out", Duration.ofMinutes(5))
                : Traffic.Reply.of(200, QUICK);
    run(Duration.ofSeconds(10));
    assertThat(recording.of(LoadWindow.class)).hasSize(10);
    assertThat(recording.of(LoadWindow.class).get(0).failed()).isEqualTo(500);
    assertThat(recording.of(LoadWindow.class).get(9).failed()).isZero();
    assertThat(recording.of(LoadWindow.class))
        .anySatisfy(
            window -> assertThat(window.longestGap()).isGreaterThan(Duration.ofMillis(2900)));
    assertThat(recording.of(RequestFailed.class).get(0).why())
        .contains("no response within 2000 ms", "timed out");
  }

  @Test
  void another_answer_than_200_is_a_failure() {
    answer = () -> Traffic.Reply.of(503, QUICK);
    run(Duration.ofSeconds(1));
    assertThat(recording.of(RequestFailed.class).get(0).why()).isEqualTo("status 503");
  }

  private void run(Duration length) {
    DrivenLoad load =
        DrivenLoad.onWorkload(
            new VirtualCluster(), LoadTarget.workload("b", 80), LoadProfile.of(500), recording);
    simulation.sleep(length);
    load.stop();
    load.stop();
  }

  /** A cluster that is nothing but its traffic. */
  private final class VirtualCluster implements Cluster {

    @Override
    public Optional<Background> background() {
      return Optional.of(new VirtualBackground(simulation));
    }

    @Override
    public Optional<Traffic> traffic() {
      return Optional.of(
          (host, port) -> {
            connections++;
            return new Traffic.Connection() {
              @Override
              public boolean open() {
                return !closed;
              }

              @Override
              public Traffic.Reply get(String path) {
                return answer.get();
              }
            };
          });
    }

    @Override
    public Topology topology() {
      throw new UnsupportedOperationException();
    }

    @Override
    public NodeShell shell(NodeName node) {
      throw new UnsupportedOperationException();
    }

    @Override
    public KubernetesAccess kubernetes() {
      throw new UnsupportedOperationException();
    }

    @Override
    public EtcdAdmin etcd() {
      throw new UnsupportedOperationException();
    }

    @Override
    public ReleaseSource releases() {
      throw new UnsupportedOperationException();
    }

    @Override
    public TimeSource time() {
      return simulation;
    }
  }
}
