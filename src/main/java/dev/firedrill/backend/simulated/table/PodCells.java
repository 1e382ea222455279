package dev.firedrill.backend.simulated.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/** What a table says of a pod's containers as a whole. */
final class PodCells {

  private static final String CONTAINERS = "/status/containerStatuses";

  private PodCells() {}

  static String ready(Printed pod) {
    int ready = 0;
    for (JsonNode each : pod.at(CONTAINERS)) {
      if (each.path("ready").asBoolean() && each.path("state").has("running")) {
        ready++;
      }
    }
    return ready + "/" + pod.at("/spec/containers").size();
  }

  /** The phase, or what keeps the pod from being what it is to be. */
  static String status(Printed pod) {
    boolean leaving = pod.at("/metadata").has("deletionTimestamp");
    if (leaving) {
      return pod.text("/status/reason").equals("NodeLost") ? "Unknown" : "Terminating";
    }
    String reason = pod.text("/status/reason", pod.text("/status/phase"));
    Optional<String> initializing = initializing(pod);
    if (initializing.isPresent()) {
      return initializing.get();
    }
    boolean running = false;
    for (JsonNode each : pod.at(CONTAINERS)) {
      Optional<String> own = reason(each.path("state"));
      if (own.isPresent()) {
        reason = own.get();
      }
      running |= each.path("ready").asBoolean() && each.path("state").has("running");
    }
    return reason.equals("Completed") && running ? "Running" : reason;
  }

  static String restarts(Printed pod) {
    int restarts = 0;
    Instant last = Instant.MIN;
    for (JsonNode each : pod.at(CONTAINERS)) {
      restarts += each.path("restartCount").asInt();
      String ended = each.at("/lastState/terminated/finishedAt").asText("");
      if (!ended.isEmpty() && Instant.parse(ended).isAfter(last)) {
        last = Instant.parse(ended);
      }
    }
    return restarts == 0 || last.equals(Instant.MIN)
        ? Integer.toString(restarts)
        : "%d (%s ago)".formatted(restarts, Age.text(java.time.Duration.between(last, pod.now())));
  }

  private static Optional<String> initializing(Printed pod) {
    int done = 0;
    for (JsonNode each : pod.at("/status/initContainerStatuses")) {
      JsonNode state = each.path("state");
      if (state.has("terminated") && state.at("/terminated/exitCode").asInt() == 0) {
        done++;
      } else {
        return Optional.of(
            "Init:"
                + reason(state)
                    .filter(why -> !why.equals("PodInitializing"))
                    .orElse(done + "/" + pod.at("/spec/initContainers").size()));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> reason(JsonNode state) {
    String waiting = state.at("/waiting/reason").asText("");
    if (!waiting.isEmpty()) {
      return Optional.of(waiting);
    }
    if (!state.has("terminated")) {
      return Optional.empty();
    }
    String why = state.at("/terminated/reason").asText("");
    return Optional.of(why.isEmpty() ? "ExitCode:" + state.at("/terminated/exitCode") : why);
  }
}
