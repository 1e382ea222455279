package dev.firedrill.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firedrill.testing.FakeApi;
import dev.firedrill.testing.FakeApi.Ending;
import dev.firedrill.testing.FakeApi.Reply;
import dev.firedrill.testing.VirtualTime;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ProbeTest {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final VirtualTime time = new VirtualTime();

  @Test
  void a_question_that_hangs_is_given_up_after_its_limit_and_is_no_defect() {
    CountDownLatch asked = new CountDownLatch(1);
    Probe<String> probe =
        probe(
            () -> {
              asked.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return "";
            });
    Thread asking = new Thread(probe);
    asking.start();
    await().until(() -> asked.getCount() == 0);
    time.sleep(LIMIT);
    probe.giveUpOverdue(time.now());
    assertThat(probe.latest()).isEmpty();
    time.sleep(Duration.ofMillis(1));
    probe.giveUpOverdue(time.now());
    await().until(() -> !asking.isAlive());

    assertThat(probe.latest())
        .contains(new Answer.Refused<>(time.now(), "no answer within 5000 ms"));
    assertThat(probe.takeDefect()).isEmpty();
  }

  @Test
  void nobody_is_interrupted_where_no_question_is_under_way() {
    Probe<String> probe = probe(() -> "v1.29.4");
    probe.run();
    time.sleep(LIMIT.plusSeconds(1));
    probe.giveUpOverdue(time.now());
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(probe.latest()).containsInstanceOf(Answer.Given.class);
  }

  @Test
  void a_response_that_is_cut_off_after_its_headers_is_no_answer_and_ends_the_question() {
    try (FakeApi api = new FakeApi(request -> Reply.half(Ending.CUT_OFF))) {
      Probe<String> probe = probe(() -> ApiState.of(api.client()).toString());
      Thread asking = new Thread(probe);
      asking.setDaemon(true);
      asking.start();
      await().atMost(Duration.ofSeconds(60)).until(() -> !asking.isAlive());

      assertThat(probe.latest()).containsInstanceOf(Answer.Refused.class);
      assertThat(probe.takeDefect()).isEmpty();
    }
  }

  private Probe<String> probe(Supplier<String> ask) {
    return new Probe<>("something", ask, LIMIT, time);
  }
}
