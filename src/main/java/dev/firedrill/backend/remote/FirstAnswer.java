package dev.firedrill.backend.remote;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** The first of several answers; a failure only once every one of them has failed. */
final class FirstAnswer {

  private FirstAnswer() {}

  static <T> CompletableFuture<T> of(List<CompletableFuture<T>> answers) {
    CompletableFuture<T> first = new CompletableFuture<>();
    if (answers.isEmpty()) {
      first.completeExceptionally(new IllegalStateException("there is nobody to ask"));
    }
    AtomicInteger open = new AtomicInteger(answers.size());
    for (CompletableFuture<T> answer : answers) {
      answer.whenComplete(
          (value, failure) -> {
            if (failure == null) {
              first.complete(value);
            } else if (open.decrementAndGet() == 0) {
              first.completeExceptionally(failure);
            }
          });
    }
    return first;
  }
}
