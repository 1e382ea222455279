package dev.firedrill.ports;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What went wrong with a request to the API, in an operator's words. The client's own name the
 * request without the reason, or quote the whole status.
 *
 * @param request what was asked, as {@code GET https://10.0.0.1:6443/api/v1/nodes} or {@code get
 *     Node cp-1}; empty where the client says nothing of it
 * @param seen the answer, as {@code 401 Unauthorized}, or why there was none
 */
public record ApiProblem(String request, String seen) {

  private static final Pattern ANSWERED =
      Pattern.compile("Failure executing: (\\S+) at: (\\S+)\\. Message: .*", Pattern.DOTALL);
  private static final Pattern UNANSWERED =
      Pattern.compile(
          "Operation: \\[(.+?)]\\s+for kind: \\[(.+?)]\\s+with name: \\[(.*?)]\\s+in namespace:"
              + " \\[(.*?)]\\s+failed\\.");
  private static final String NONE = "null";

  /** Of a request that was refused, or got no answer. */
  public static ApiProblem of(KubernetesClientException problem) {
    String message = String.valueOf(problem.getMessage());
    Matcher answered = ANSWERED.matcher(message);
    if (isAnswer(problem) && answered.matches()) {
      return new ApiProblem(answered.group(1) + " " + answered.group(2), answer(problem));
    }
    Matcher unanswered = UNANSWERED.matcher(message);
    String why = Causes.of(problem);
    if (unanswered.matches()) {
      return new ApiProblem(request(unanswered), why);
    }
    return new ApiProblem("", message.contains(why) ? message : message + " (" + why + ")");
  }

  /** What is told of an exception: of a request to the API this, of anything else its message. */
  public static String told(RuntimeException problem) {
    return problem instanceof KubernetesClientException api
        ? of(api).toString()
        : String.valueOf(problem.getMessage());
  }

  /** True where the API answered; without an answer a client has 0 or -1 for a status. */
  public static boolean isAnswer(KubernetesClientException problem) {
    return problem.getCode() > 0;
  }

  @Override
  public String toString() {
    return request.isEmpty() ? seen : request + ": " + seen;
  }

  private static String request(Matcher unanswered) {
    String name = unanswered.group(3);
    String namespace = unanswered.group(4);
    return Stream.of(
            unanswered.group(1),
            unanswered.group(2),
            name.equals(NONE) ? "" : name,
            namespace.equals(NONE) ? "" : "in namespace " + namespace)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String answer(KubernetesClientException problem) {
    String why = problem.getStatus() == null ? null : problem.getStatus().getMessage();
    return why == null || why.isBlank() ? "" + problem.getCode() : problem.getCode() + " " + why;
  }
}
