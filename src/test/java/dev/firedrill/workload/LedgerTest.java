package dev.firedrill.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firedrill.backend.remote.MonotonicTimeSource;
import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.LedgerAudited;
import dev.firedrill.history.Observation.LedgerUnacknowledged;
import dev.firedrill.history.Observation.LedgerWritten;
import dev.firedrill.history.Observation.RunResumed;
import dev.firedrill.testing.FakeApi;
import dev.firedrill.testing.FakeApi.Ending;
import dev.firedrill.testing.FakeApi.Reply;
import dev.firedrill.testing.Recording;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapListBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static final History NOTHING = new History(List.of());
  private static final Duration TEST_LIMIT = Duration.ofSeconds(60);
  private static final String ENTRIES = "/api/v1/namespaces/firedrill-ledger/configmaps";

  private final Map<Long, ConfigMap> stored = new ConcurrentSkipListMap<>();
  private final ConcurrentLinkedQueue<Long> asked = new ConcurrentLinkedQueue<>();
  private final AtomicInteger pages = new AtomicInteger();
  private final Recording recording = new Recording();
  private final FakeApi api = new FakeApi(this::answer);
  private volatile Function<Long, @Nullable Reply> disturbance = number -> null;

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void what_the_api_acknowledged_is_recorded_and_found_again() {
    try (Ledger ledger = ledger(NOTHING)) {
      ledger.start(200);
      await().atMost(TEST_LIMIT).until(() -> stored.size() >= 50);
      ledger.stop();
      LedgerAudited audited = ledger.audit();

      assertThat(written()).containsExactlyInAnyOrderElementsOf(stored.keySet()).contains(1L, 2L);
      assertThat(recording.of(LedgerWritten.class))
          .allSatisfy(
              entry -> assertThat(entry.resourceVersion()).isEqualTo("rv" + entry.number()));
      assertThat(audited.present()).isEqualTo(stored.size());
      assertThat(audited.missing()).isEmpty();
      assertThat(recording.of(LedgerAudited.class)).containsExactly(audited);
    }
  }

  @Test
  void an_acknowledged_entry_that_is_gone_is_missing() {
    try (Ledger ledger = ledger(NOTHING)) {
      ledger.start(200);
      await().atMost(TEST_LIMIT).until(() -> written().size() >= 10);
      ledger.stop();
      stored.remove(3L);
      stored.remove(7L);

      assertThat(ledger.audit().missing()).containsExactly(3L, 7L);
    }
  }

  @Test
  void an_entry_whose_content_is_another_runs_is_not_counted() {
    try (Ledger ledger = ledger(NOTHING)) {
      ledger.start(200);
      await().atMost(TEST_LIMIT).until(() -> written().size() >= 5);
      ledger.stop();
      stored.get(2L).getData().put("run", "another");

      assertThat(ledger.audit().missing()).containsExactly(2L);
    }
  }

  @Test
  void a_number_that_was_refused_is_unacknowledged_and_never_tried_again() {
    disturbance =
        number ->
            switch (number.intValue()) {
              case 4 -> Reply.refusal(503, "ServiceUnavailable", "etcd leader changed");
              case 5 ->
                  Reply.refusal(409, "AlreadyExists", "configmaps \"entry-5\" already exists");
              case 6 -> Reply.refusal(429, "TooManyRequests", "slow down");
              default -> null;
            };
    try (Ledger ledger = ledger(NOTHING)) {
      ledger.start(200);
      await().atMost(TEST_LIMIT).until(() -> written().size() >= 20);
      ledger.stop();

      assertThat(asked).doesNotHaveDuplicates();
      assertThat(written()).doesNotContain(4L, 5L, 6L);
      assertThat(recording.of(LedgerUnacknowledged.class))
          .extracting(LedgerUnacknowledged::number)
          .containsExactlyInAnyOrder(4L, 5L, 6L);
      assertThat(recording.of(LedgerUnacknowledged.class))
          .extracting(LedgerUnacknowledged::why)
          .anySatisfy(why -> assertThat(why).contains("503", "etcd leader changed"))
          .anySatisfy(why -> assertThat(why).contains("409", "already exists"));
      assertThat(ledger.audit().missing()).isEmpty();
    }
  }

  @Test
  void a_write_without_an_answer_is_unacknowledged_while_others_go_on() {
    CountDownLatch never = new CountDownLatch(1);
    disturbance =
        number -> {
          if (number == 3) {
            hold(never);
          }
          return null;
        };
    try (Ledger ledger = ledger(NOTHING)) {
      ledger.start(50);
      await().atMost(TEST_LIMIT).until(() -> !recording.of(LedgerUnacknowledged.class).isEmpty());
      never.countDown();
      ledger.stop();

      assertThat(recording.of(LedgerUnacknowledged.class))
          .extracting(LedgerUnacknowledged::number)
          .containsExactly(3L);
      assertThat(written()).contains(2L, 4L, 5L).doesNotContain(3L);
      assertThat(asked).doesNotHaveDuplicates();
    }
  }

  @Test
  void writes_whose_answers_stall_half_way_do_not_hold_their_places() {
    disturbance = number -> number <= 16 ? Reply.half(Ending.STALLED) : null;
    try (Ledger ledger = ledger(NOTHING)) {
      ledger.start(100);
      await().atMost(TEST_LIMIT).until(() -> written().size() >= 20);
      ledger.stop();

      assertThat(recording.of(LedgerUnacknowledged.class))
          .extracting(LedgerUnacknowledged::number)
          .hasSize(16)
          .allSatisfy(number -> assertThat(number).isLessThanOrEqualTo(16));
    }
  }

  @Test
  void arrivals_while_too_many_are_under_way_take_no_number() {
    CountDownLatch release = new CountDownLatch(1);
    disturbance =
        number -> {
          hold(release);
          return null;
        };
    try (Ledger ledger = ledger(NOTHING)) {
      ledger.start(500);
      await().atMost(TEST_LIMIT).until(() -> asked.size() == 16);
      release.countDown();
      await().atMost(TEST_LIMIT).until(() -> written().size() >= 40);
      ledger.stop();

      List<Long> numbers = written().stream().sorted().toList();
      for (int i = 0; i < numbers.size(); i++) {
        assertThat(numbers.get(i)).isEqualTo(i + 1);
      }
    }
  }

  @Test
  void a_resumed_ledger_goes_on_after_every_number_that_may_have_been_tried() {
    Instant at = Instant.EPOCH;
    List<Observation> before = new ArrayList<>();
    before.add(new LedgerWritten(at, 40, "1"));
    before.add(new LedgerUnacknowledged(at, 42, "no answer"));
    before.add(new LedgerWritten(at, 41, "2"));
    before.add(new RunResumed(at));
    stored.put(40L, entry(40));
    try (Ledger ledger = ledger(new History(before))) {
      ledger.start(200);
      await().atMost(TEST_LIMIT).until(() -> written().size() >= 5);
      ledger.stop();

      // 16 more may have been under way when the process was killed.
      assertThat(written()).allSatisfy(number -> assertThat(number).isGreaterThanOrEqualTo(59));
      assertThat(ledger.audit().missing()).containsExactly(41L);
    }
  }

  @Test
  void a_long_ledger_is_read_page_by_page() {
    List<Observation> before = new ArrayList<>();
    for (long number = 1; number <= 1_200; number++) {
      stored.put(number, entry(number));
      before.add(new LedgerWritten(Instant.EPOCH, number, "1"));
    }
    stored.remove(1_111L);
    try (Ledger ledger = ledger(new History(before))) {
      LedgerAudited audited = ledger.audit();
      assertThat(audited.present()).isEqualTo(1_199);
      assertThat(audited.missing()).containsExactly(1_111L);
      assertThat(pages).hasValue(3);
    }
  }

  private Ledger ledger(History before) {
    return new Ledger(api.client(), new MonotonicTimeSource(), recording, "run-1", before);
  }

  private List<Long> written() {
    return recording.of(LedgerWritten.class).stream().map(LedgerWritten::number).toList();
  }

  private Reply answer(FakeApi.Request request) {
    if (request.is("PATCH", "/api/v1/namespaces/firedrill-ledger")) {
      return new Reply(201, request.body());
    }
    if (request.is("POST", ENTRIES)) {
      return create(request.as(ConfigMap.class));
    }
    if (request.is("GET", ENTRIES)) {
      return page(request.query());
    }
    return Reply.refusal(404, "NotFound", request.method() + " " + request.path());
  }

  private Reply create(ConfigMap entry) {
    long number = Long.parseLong(entry.getData().get("number"));
    assertThat(entry.getMetadata().getName()).isEqualTo("entry-" + number);
    asked.add(number);
    Reply disturbed = disturbance.apply(number);
    if (disturbed != null) {
      return disturbed;
    }
    entry.getMetadata().setResourceVersion("rv" + number);
    stored.put(number, entry);
    return new Reply(201, Reply.ok(entry).body());
  }

  /** Pages as the API cuts them: the continue token is opaque to clients, here an index. */
  private Reply page(String query) {
    pages.incrementAndGet();
    assertThat(query).contains("limit=500");
    int from =
        query.contains("continue=")
            ? Integer.parseInt(query.replaceAll(".*continue=(\\d+).*", "$1"))
            : 0;
    List<ConfigMap> all = List.copyOf(stored.values());
    int to = Math.min(from + 500, all.size());
    return Reply.ok(
        new ConfigMapListBuilder()
            .withNewMetadata()
            .withContinue(to < all.size() ? Integer.toString(to) : "")
            .endMetadata()
            .withItems(all.subList(from, to))
            .build());
  }

  private static ConfigMap entry(long number) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("entry-" + number)
        .endMetadata()
        .addToData("number", Long.toString(number))
        .addToData("run", "run-1")
        .build();
  }

  private static void hold(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
