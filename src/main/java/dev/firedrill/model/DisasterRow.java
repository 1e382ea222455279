package dev.firedrill.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The disasters that Firedrill certifies recovery from, each with the time it may take. */
public enum DisasterRow {
  /** One worker is gone. */
  WORKER(
      "worker",
      "worker-failure",
      "one worker gone",
      "pods rescheduled elsewhere",
      Duration.ofMinutes(5),
      Duration.ofMinutes(10)),
  /** One of three control planes is gone. */
  CONTROL_PLANE_NODE(
      "control-plane-node",
      "control-plane-node-failure",
      "one control plane of three gone",
      "none needed, the API goes on through the load balancer; replaced after",
      Duration.ZERO,
      Duration.ofSeconds(10)),
  /** One etcd member lost its data. */
  ETCD_MEMBER(
      "etcd-member",
      "etcd-member-failure",
      "one etcd member's data lost",
      "member removed, cleaned, added, healthy",
      Duration.ofMinutes(15),
      Duration.ofMinutes(30)),
  /** Two etcd members of three are lost. */
  ETCD_QUORUM(
      "etcd-quorum",
      "etcd-quorum-loss",
      "two etcd members of three lost",
      "snapshot restored on every member",
      Duration.ofMinutes(30),
      Duration.ofMinutes(60)),
  /** Every machine is gone. */
  TOTAL_LOSS(
      "total-loss",
      "total-cluster-loss",
      "all machines gone",
      "new machines, PKI and snapshot restored, workloads redeployed",
      Duration.ofHours(2),
      Duration.ofHours(8)),
  /** The leaf certificates have expired. */
  CERTIFICATE_EXPIRY(
      "certificate-expiry",
      "certificate-expiry",
      "leaf certificates expired",
      "all renewed, components restarted, new kubeconfigs handed out",
      Duration.ZERO,
      Duration.ofMinutes(15)),
  /** The certificate authority has expired. */
  CA_EXPIRY(
      "ca-expiry",
      "ca-expiry",
      "certificate authority expired",
      "full rebuild, or rotation with trust overlap",
      Duration.ofHours(4),
      Duration.ofHours(12));

  private final String key;
  private final String scenario;
  private final String fault;
  private final String recovery;
  private final Duration lowerBound;
  private final Duration upperBound;

  DisasterRow(
      String key,
      String scenario,
      String fault,
      String recovery,
      Duration lowerBound,
      Duration upperBound) {
    this.key = key;
    this.scenario = scenario;
    this.fault = fault;
    this.recovery = recovery;
    this.lowerBound = lowerBound;
    this.upperBound = upperBound;
  }

  /**
   * The row of that name.
   *
   * @throws IllegalArgumentException naming the rows there are
   */
  @JsonCreator
  public static DisasterRow of(String key) {
    return find(key)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\"" + key + "\" is not a disaster row; there are " + keys()));
  }

  /** The row of that name, where there is one. */
  public static Optional<DisasterRow> find(String key) {
    return Arrays.stream(values()).filter(row -> row.key.equals(key)).findFirst();
  }

  /** Every row's name, in the table's order. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(DisasterRow::key).toList();
  }

  /** Its name in scenario files. */
  @JsonValue
  public String key() {
    return key;
  }

  /** The name of the scenario that certifies recovery from it. */
  public String scenario() {
    return scenario;
  }

  /** What goes wrong. */
  public String fault() {
    return fault;
  }

  /** What an operator does about it. */
  public String recovery() {
    return recovery;
  }

  /** The shortest time the table gives, printed beside the bound; nothing is judged by it. */
  public Duration lowerBound() {
    return lowerBound;
  }

  /** The longest time that recovery may take. */
  public Duration upperBound() {
    return upperBound;
  }
}
