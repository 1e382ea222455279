package dev.firedrill.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadRequestTest implements LoadRequest.Outcomes {

  private final List<String> outcomes = new ArrayList<>();

  @Test
  void a_request_that_never_got_a_connection_says_so() {
    LoadRequest request = new LoadRequest(Instant.EPOCH, Instant.EPOCH.plusSeconds(2), this);
    assertThat(request.expiredBy(Instant.EPOCH.plusMillis(1_999))).isFalse();
    assertThat(request.expiredBy(Instant.EPOCH.plusSeconds(2))).isTrue();
    request.expire(Duration.ofSeconds(2));
    assertThat(outcomes).containsExactly("no connection became free within 2000 ms");
  }

  @Test
  void an_answer_after_the_timeout_changes_nothing() {
    LoadRequest request = new LoadRequest(Instant.EPOCH, Instant.EPOCH, this);
    request.expire(Duration.ofSeconds(2));
    request.succeed();
    request.fail("reset");
    assertThat(outcomes).hasSize(1);
  }

  @Override
  public void succeeded(LoadRequest request) {
    outcomes.add("succeeded");
  }

  @Override
  public void failed(LoadRequest request, String why) {
    outcomes.add(why);
  }
}
