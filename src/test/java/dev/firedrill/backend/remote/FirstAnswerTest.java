package dev.firedrill.backend.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FirstAnswerTest {

  @Test
  void an_answer_counts_though_others_failed_before_it() {
    CompletableFuture<String> late = new CompletableFuture<>();
    CompletableFuture<String> first =
        FirstAnswer.of(
            List.of(CompletableFuture.failedFuture(new IllegalStateException("down")), late));
    assertThat(first).isNotDone();
    late.complete("answer");
    assertThat(first).isCompletedWithValue("answer");
  }

  @Test
  void it_fails_once_all_have_failed() {
    CompletableFuture<String> last = new CompletableFuture<>();
    CompletableFuture<String> first =
        FirstAnswer.of(
            List.of(CompletableFuture.failedFuture(new IllegalStateException("one")), last));
    assertThat(first).isNotDone();
    last.completeExceptionally(new IllegalStateException("two"));
    assertThat(first).isCompletedExceptionally();
  }

  @Test
  void it_fails_where_nobody_is_asked() {
    assertThat(FirstAnswer.of(List.<CompletableFuture<String>>of())).isCompletedExceptionally();
  }
}
