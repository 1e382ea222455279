package dev.firedrill.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.client.KubernetesClientException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the API says when it refuses. */
record Refusal(int code, String reason, String message) {

  /** The refusal of that call, which is expected to have that code. */
  static Refusal with(int code, ThrowingCallable call) {
    KubernetesClientException refused = of(call);
    assertThat(refused.getCode()).as(refused.getMessage()).isEqualTo(code);
    assertThat(refused.getStatus()).as("status").isNotNull();
    return new Refusal(
        refused.getCode(),
        String.valueOf(refused.getStatus().getReason()),
        String.valueOf(refused.getStatus().getMessage()));
  }

  /** The exception that the call ends with. */
  static KubernetesClientException of(ThrowingCallable call) {
    KubernetesClientException refused = catchThrowableOfType(KubernetesClientException.class, call);
    assertThat(refused).as("a refusal").isNotNull();
    return refused;
  }
}
