package dev.firedrill.operations;

import dev.firedrill.ports.ApiProblem;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/** What an operator is told where the API refuses an operation for good. */
final class ApiRefusal {

  private ApiRefusal() {}

  static String told(KubernetesClientException refused) {
    ApiProblem problem = ApiProblem.of(refused);
    String told =
        new OperationFailed(
                "asking the Kubernetes API",
                problem.request().isEmpty() ? "an answer" : "an answer to " + problem.request(),
                problem.seen(),
                next(refused.getCode()))
            .getMessage();
    return String.valueOf(told);
  }

  private static String next(int code) {
    return switch (code) {
      case HttpURLConnection.HTTP_UNAUTHORIZED ->
          "copy the administrator's kubeconfig again (refresh-kubeconfigs): the certificate in it"
              + " has expired, or the API trusts another authority";
      case HttpURLConnection.HTTP_CONFLICT ->
          "see who else changes it, and run the step again: it looks at what is done";
      default -> "see what the API server's log and its admission webhooks say of the request";
    };
  }
}
