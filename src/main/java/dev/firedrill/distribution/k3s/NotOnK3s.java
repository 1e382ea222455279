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
          "age-certificates",
          "check-backup-schedule",
          "check-certificates",
          "check-etcd-alarms",
          "compact-etcd",
          "defragment-etcd",
          "disarm-etcd-alarms",
          "encrypt-secrets",
          "expire-authorities",
          "expire-certificates",
          "fill-etcd-quota",
          "publish-authorities",
          "refresh-kubeconfigs",
          "renew-authorities",
          "renew-certificates",
          "renew-kubelet-certificate",
          "restart-static-pods",
          "restore-namespace",
          "schedule-backups");

  private NotOnK3s() {}

  /** Steps and faults that need one of them. */
  static Map<String, String> stepsAndFaults() {
    Map<String, String> reasons =
        STEPS_AND_FAULTS.stream()
            .collect(
                Collectors.toMap(
                    Function.identity(), keyword -> "has not been taught for k3s yet"));
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
