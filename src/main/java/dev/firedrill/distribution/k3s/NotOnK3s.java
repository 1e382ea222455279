package dev.firedrill.distribution.k3s;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Verbs that k3s has not been taught, or that mean nothing there. */
final class NotOnK3s {

  private static final List<String> STEPS_AND_FAULTS =
      List.of(
          "check-backup-schedule",
          "check-etcd-alarms",
          "compact-etcd",
          "defragment-etcd",
          "disarm-etcd-alarms",
          "encrypt-secrets",
          "fill-etcd-quota",
          "restore-namespace",
          "schedule-backups");

  private static final List<String> AUTHORITIES =
      List.of("expire-authorities", "publish-authorities", "renew-authorities");

  /** See rotate-ca in k3s's pkg/cli/cert and pkg/server/cert.go. */
  private static final String OF_AUTHORITIES =
      "k3s keeps its authorities in etcd and refuses to start with others on disk; rotate-ca"
          + " replaces them through a server that is verified by them, and so not once they have"
          + " expired. Another way has not been taught";

  private NotOnK3s() {}

  /** Steps and faults that need one of them. */
  static Map<String, String> stepsAndFaults() {
    Map<String, String> reasons =
        STEPS_AND_FAULTS.stream()
            .collect(
                Collectors.toMap(
                    Function.identity(), keyword -> "has not been taught for k3s yet"));
    AUTHORITIES.forEach(keyword -> reasons.put(keyword, OF_AUTHORITIES));
    reasons.put("restore-etcd.name", "servers name their etcd members themselves");
    return Map.copyOf(reasons);
  }

  /** The refusal of one of them. */
  static UnsupportedOperationException yet(String doing) {
    return new UnsupportedOperationException(doing + " has not been taught for k3s yet");
  }

  /** All the verbs of one kind, each of which refuses. */
  static <T> T all(Class<T> verbs, String doing) {
    return verbs.cast(
        Proxy.newProxyInstance(
            verbs.getClassLoader(),
            new Class<?>[] {verbs},
            (proxy, method, arguments) -> {
              throw yet(doing + " (" + method.getName() + ")");
            }));
  }
}
