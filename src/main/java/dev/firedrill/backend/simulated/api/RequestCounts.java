package dev.firedrill.backend.simulated.api;

import java.util.Map;
import java.util.TreeMap;

/** How many requests of each sort an API server has answered, as its metrics tell. */
final class RequestCounts {

  private static final String HEAD =
      """
      # HELP apiserver_request_total [STABLE] Counter of apiserver requests broken out for each verb, dry run value, group, version, resource, scope, component, and HTTP response code.
      # TYPE apiserver_request_total counter
      """;

  /** By method and code; there are few of them. */
  private final Map<String, Map<Integer, long[]>> counts = new TreeMap<>();

  void count(String method, int code) {
    counts.computeIfAbsent(method, each -> new TreeMap<>())
        .computeIfAbsent(code, each -> new long[1])[0]++;
  }

  String text() {
    StringBuilder text = new StringBuilder(HEAD);
    counts.forEach(
        (method, byCode) ->
            byCode.forEach(
                (code, count) ->
                    text.append(
                        "apiserver_request_total{code=\"%d\",component=\"apiserver\",dry_run=\"\",verb=\"%s\"} %d\n"
                            .formatted(code, method, count[0]))));
    return text.toString();
  }
}
