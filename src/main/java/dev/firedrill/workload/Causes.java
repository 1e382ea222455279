package dev.firedrill.workload;

import io.fabric8.kubernetes.client.KubernetesClientException;

/** What went wrong, in the few words that a record of it needs. */
final class Causes {

  private Causes() {}

  /** True where the API answered; without an answer a client has 0 or -1 for a status. */
  static boolean isAnswer(KubernetesClientException problem) {
    return problem.getCode() > 0;
  }

  /** The message of the innermost cause, or else its class. */
  static String of(Throwable problem) {
    Throwable innermost = problem;
    while (innermost.getCause() != null && innermost.getCause() != innermost) {
      innermost = innermost.getCause();
    }
    String message = innermost.getMessage();
    return message == null || message.isBlank() ? innermost.getClass().getSimpleName() : message;
  }
}
