package dev.firedrill.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firedrill.backend.remote.MonotonicTimeSource;
import dev.firedrill.history.Observation.HarnessFailed;
import dev.firedrill.history.Observation.LoadWindow;
import dev.firedrill.history.Observation.RequestFailed;
import dev.firedrill.testing.Recording;
import dev.firedrill.workload.ScriptedServer.Reaction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenLoopLoadTest {

  private static final Duration PATIENT = Duration.ofSeconds(60);
  private static final Duration TEST_LIMIT = Duration.ofSeconds(90);

  private final MonotonicTimeSource time = new MonotonicTimeSource();
  private final Recording recording = new Recording();
  private final ScriptedServer server = new ScriptedServer(number -> Reaction.ANSWER);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void every_request_of_a_fast_stream_is_counted_exactly_once() {
    OpenLoopLoad load = start(3_000, PATIENT, 64, 100);
    await().atMost(TEST_LIMIT).until(() -> server.answered.get() >= 9_000);
    load.stop();

    assertThat(sent()).isEqualTo(server.requests.get()).isEqualTo(dueIn(windows(), 3_000));
    assertThat(failed()).isZero();
    assertThat(recording.of(RequestFailed.class)).isEmpty();
    assertThat(recording.of(HarnessFailed.class)).isEmpty();
  }

  @Test
  void windows_follow_each_other_without_a_hole() {
    OpenLoopLoad load = start(100, PATIENT, 8, 100);
    await().atMost(TEST_LIMIT).until(() -> windows().size() >= 2);
    load.stop();

    List<LoadWindow> windows = windows();
    Instant next = windows.get(0).at();
    for (LoadWindow window : windows) {
      assertThat(window.at()).isEqualTo(next);
      assertThat(window.stream()).isEqualTo("workload");
      next = next.plus(window.length());
    }
    assertThat(windows.subList(0, windows.size() - 1))
        .allSatisfy(window -> assertThat(window.length()).isEqualTo(Duration.ofSeconds(1)))
        .allSatisfy(window -> assertThat(window.sent()).isEqualTo(100));
  }

  @Test
  void a_server_that_stands_still_makes_every_request_meant_for_that_time_slow() {
    OpenLoopLoad load = start(200, PATIENT, 1, 1_000_000);
    await().atMost(TEST_LIMIT).until(() -> server.answered.get() >= 100);
    server.follow(number -> Reaction.HOLD);
    await().atMost(TEST_LIMIT).until(() -> !server.held.isEmpty());
    await().pollDelay(Duration.ofSeconds(3)).atMost(TEST_LIMIT).until(() -> true);
    int before = server.answered.get();
    server.follow(number -> Reaction.ANSWER);
    server.release();
    await().atMost(TEST_LIMIT).until(() -> server.answered.get() >= before + 800);
    load.stop();

    assertThat(sent()).isEqualTo(server.requests.get()).isEqualTo(dueIn(windows(), 200));
    assertThat(failed()).isZero();
    // One request was on the wire; all the others of a whole second were slow all the same.
    assertThat(windows())
        .anySatisfy(window -> assertThat(window.p50()).isGreaterThan(Duration.ofMillis(900)));
    assertThat(windows())
        .anySatisfy(window -> assertThat(window.max()).isGreaterThan(Duration.ofMillis(1_900)));
    assertThat(windows())
        .anySatisfy(
            window -> assertThat(window.longestGap()).isGreaterThan(Duration.ofMillis(2_900)));
  }

  @Test
  void a_request_that_is_reset_closed_or_cut_short_has_failed() {
    server.follow(
        number ->
            switch (number) {
              case 11 -> Reaction.RESET;
              case 22 -> Reaction.CLOSE;
              case 33 -> Reaction.CUT_SHORT;
              case 44 -> Reaction.ANSWER_503;
              default -> Reaction.ANSWER;
            });
    OpenLoopLoad load = start(200, PATIENT, 8, 1_000);
    await().atMost(TEST_LIMIT).until(() -> server.requests.get() >= 60);
    load.stop();

    assertThat(failed()).isEqualTo(4);
    assertThat(sent()).isEqualTo(server.requests.get());
    assertThat(recording.of(RequestFailed.class))
        .extracting(RequestFailed::why)
        .hasSize(4)
        .contains("status 503")
        .anySatisfy(why -> assertThat(why).containsIgnoringCase("reset"))
        .anySatisfy(
            why -> assertThat(why).contains("connection was closed before the response ended"));
  }

  @Test
  void a_connection_that_the_server_will_close_carries_nothing_more_and_fails_nothing() {
    server.follow(number -> number % 3 == 0 ? Reaction.ANSWER_AND_SAY_CLOSE : Reaction.ANSWER);
    OpenLoopLoad load = start(500, PATIENT, 16, 1_000);
    await().atMost(TEST_LIMIT).until(() -> server.answered.get() >= 1_000);
    load.stop();

    assertThat(server.sentWhereNotAllowed).hasValue(0);
    assertThat(failed()).isZero();
    assertThat(sent()).isEqualTo(server.requests.get());
    assertThat(server.connections.get()).isGreaterThan(300);
  }

  @Test
  void a_connection_is_replaced_after_its_share_of_requests() {
    OpenLoopLoad load = start(500, PATIENT, 16, 10);
    await().atMost(TEST_LIMIT).until(() -> server.answered.get() >= 500);
    load.stop();

    assertThat(failed()).isZero();
    assertThat(server.connections.get()).isGreaterThanOrEqualTo(server.requests.get() / 10);
  }

  @Test
  void requests_without_an_answer_time_out_and_their_connections_are_not_used_again() {
    server.follow(number -> Reaction.HOLD);
    OpenLoopLoad load = start(50, Duration.ofMillis(300), 4, 1_000);
    await().atMost(TEST_LIMIT).until(() -> recording.of(RequestFailed.class).size() >= 20);
    server.follow(number -> Reaction.ANSWER);
    await().atMost(TEST_LIMIT).until(() -> server.answered.get() >= 20);
    load.stop();

    assertThat(sent()).isEqualTo(dueIn(windows(), 50));
    assertThat(failed()).isEqualTo(recording.of(RequestFailed.class).size());
    assertThat(recording.of(RequestFailed.class))
        .extracting(RequestFailed::why)
        .contains("no response within 300 ms");
    assertThat(server.sentWhereNotAllowed).hasValue(0);
    assertThat(sent() - failed()).isLessThanOrEqualTo(server.answered.get());
  }

  @Test
  void a_refused_connection_is_a_failure_of_the_request_it_was_opened_for() throws IOException {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = socket.getLocalPort();
    }
    OpenLoopLoad load =
        OpenLoopLoad.start(
            LoadTarget.workload("127.0.0.1", nobody), LoadProfile.of(100), time, recording);
    await().atMost(TEST_LIMIT).until(() -> recording.of(RequestFailed.class).size() >= 50);
    load.stop();

    assertThat(failed()).isEqualTo(sent()).isEqualTo(dueIn(windows(), 100));
    assertThat(recording.of(RequestFailed.class))
        .allSatisfy(failure -> assertThat(failure.why()).startsWith("connect: "));
  }

  @Test
  void stop_waits_for_requests_under_way_and_can_be_repeated() {
    server.follow(number -> Reaction.HOLD);
    OpenLoopLoad load = start(100, PATIENT, 8, 1_000);
    await().atMost(TEST_LIMIT).until(() -> server.held.size() == 8);
    server.follow(number -> Reaction.ANSWER);
    Thread release = new Thread(server::release);
    release.start();
    load.stop();
    load.stop();

    assertThat(failed()).isZero();
    assertThat(sent()).isEqualTo(server.requests.get()).isEqualTo(dueIn(windows(), 100));
  }

  private OpenLoopLoad start(
      int rate, Duration timeout, int mostConnections, int requestsPerConnection) {
    LoadProfile profile =
        new LoadProfile(
            rate, timeout, Math.min(4, mostConnections), mostConnections, requestsPerConnection);
    return OpenLoopLoad.start(server.target(), profile, time, recording);
  }

  private List<LoadWindow> windows() {
    return recording.of(LoadWindow.class);
  }

  private long sent() {
    return windows().stream().mapToLong(LoadWindow::sent).sum();
  }

  private long failed() {
    return windows().stream().mapToLong(LoadWindow::failed).sum();
  }

  /** How many arrivals the schedule has in the time that the windows cover. */
  private static long dueIn(List<LoadWindow> windows, int rate) {
    LoadWindow last = windows.get(windows.size() - 1);
    ArrivalSchedule schedule = new ArrivalSchedule(windows.get(0).at(), rate);
    Instant end = last.at().plus(last.length());
    long due = 0;
    while (schedule.due(due).isBefore(end)) {
      due++;
    }
    return due;
  }
}
