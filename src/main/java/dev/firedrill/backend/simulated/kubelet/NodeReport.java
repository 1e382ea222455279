package dev.firedrill.backend.simulated.kubelet;

import dev.firedrill.backend.simulated.informer.Informers;
import dev.firedrill.backend.simulated.informer.Writes;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.model.Version;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.NodeStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A kubelet's Node object: registered once, its status reported where it changed and every 5
 * minutes, its lease renewed every 10 s ("Nodes", section "Node heartbeats", of the Kubernetes
 * documentation).
 */
final class NodeReport {

  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(5);
  private static final String LEASES = "kube-node-lease";
  private static final int LEASE_SECONDS = 40;
  private static final Map<String, Quantity> CAPACITY =
      Map.of(
          "cpu", new Quantity("2"),
          "memory", new Quantity("24Gi"),
          "ephemeral-storage", new Quantity("100Gi"),
          "pods", new Quantity("110"));

  private final Machine machine;
  private final Version version;
  private final String name;
  private boolean registered;
  private boolean reportedReady;
  private Instant nextHeartbeat = Instant.MIN;
  private Instant lastReport = Instant.MIN;
  private @Nullable Instant readySince;

  NodeReport(Machine machine, Version version) {
    this.machine = machine;
    this.version = version;
    this.name = machine.name().value();
  }

  /**
   * Reports what is due; the API may be away, and is tried again next time. What it writes down is
   * the time of its machine's clock.
   *
   * @param now by which intervals are measured
   */
  void sync(Informers api, boolean ready, Instant now) {
    boolean due = !now.isBefore(nextHeartbeat);
    if (!registered) {
      register(api, ready, now);
    } else if (ready != reportedReady) {
      report(api, ready, now);
    } else if (due && isOutdated(api, ready, now)) {
      report(api, ready, now);
    }
    if (due) {
      renewLease(api);
      nextHeartbeat = now.plus(HEARTBEAT);
    }
  }

  private boolean isOutdated(Informers api, boolean ready, Instant now) {
    if (!now.isBefore(lastReport.plus(LONGEST_SILENCE))) {
      return true;
    }
    return api.get(Node.class, "", name).stream()
        .anyMatch(
            node ->
                node.getStatus().getConditions().stream()
                    .filter(each -> each.getType().equals("Ready"))
                    .noneMatch(each -> each.getStatus().equals(ready ? "True" : "False")));
  }

  private void register(Informers api, boolean ready, Instant now) {
    if (api.get(Node.class, "", name).isEmpty()) {
      Writes.create(
          api,
          new NodeBuilder()
              .withNewMetadata()
              .withName(name)
              .withLabels(
                  Map.of(
                      "kubernetes.io/hostname", name,
                      "kubernetes.io/os", "linux",
                      "kubernetes.io/arch", "amd64",
                      "beta.kubernetes.io/os", "linux",
                      "beta.kubernetes.io/arch", "amd64"))
              .endMetadata()
              .withNewSpec()
              .addNewTaint()
              .withKey("node.kubernetes.io/not-ready")
              .withEffect("NoSchedule")
              .endTaint()
              .endSpec()
              .withStatus(status(ready))
              .build());
    }
    report(api, ready, now);
    registered = true;
  }

  private void report(Informers api, boolean ready, Instant now) {
    if (ready != reportedReady || readySince == null) {
      readySince = machine.clock().now();
    }
    Node node = new NodeBuilder().withNewMetadata().withName(name).endMetadata().build();
    Writes.status(api, node, status(ready));
    reportedReady = ready;
    lastReport = now;
  }

  private void renewLease(Informers api) {
    ZonedDateTime renewed = machine.clock().now().atZone(ZoneOffset.UTC);
    Optional<Lease> lease = api.get(Lease.class, LEASES, name);
    if (lease.isEmpty()) {
      Writes.create(
          api,
          new LeaseBuilder()
              .withNewMetadata()
              .withName(name)
              .withNamespace(LEASES)
              .endMetadata()
              .withNewSpec()
              .withHolderIdentity(name)
              .withLeaseDurationSeconds(LEASE_SECONDS)
              .withRenewTime(renewed)
              .endSpec()
              .build());
    } else {
      Writes.update(
          api, new LeaseBuilder(lease.get()).editSpec().withRenewTime(renewed).endSpec().build());
    }
  }

  private NodeStatus status(boolean ready) {
    Instant now = machine.clock().now();
    return new NodeStatusBuilder()
        .withCapacity(CAPACITY)
        .withAllocatable(CAPACITY)
        .withConditions(conditions(ready, now))
        .addNewAddress(machine.address(), "InternalIP")
        .addNewAddress(name, "Hostname")
        .withNewDaemonEndpoints()
        .withNewKubeletEndpoint(10250)
        .endDaemonEndpoints()
        .withNewNodeInfo()
        .withArchitecture("amd64")
        .withOperatingSystem("linux")
        .withOsImage("simulated")
        .withKernelVersion("simulated")
        .withContainerRuntimeVersion("containerd://simulated")
        .withKubeletVersion(version.toString())
        .withKubeProxyVersion(version.toString())
        .withMachineID(name)
        .withSystemUUID(name)
        .withBootID(name)
        .endNodeInfo()
        .build();
  }

  private List<NodeCondition> conditions(boolean ready, Instant now) {
    Instant since = readySince == null ? now : readySince;
    return List.of(
        fine("MemoryPressure", "KubeletHasSufficientMemory", now),
        fine("DiskPressure", "KubeletHasNoDiskPressure", now),
        fine("PIDPressure", "KubeletHasSufficientPID", now),
        new NodeConditionBuilder()
            .withType("Ready")
            .withStatus(ready ? "True" : "False")
            .withReason(ready ? "KubeletReady" : "KubeletNotReady")
            .withMessage(
                ready
                    ? "kubelet is posting ready status"
                    : "container runtime network not ready: NetworkReady=false"
                        + " reason:NetworkPluginNotReady message:Network plugin returns error: cni"
                        + " plugin not initialized")
            .withLastHeartbeatTime(now.toString())
            .withLastTransitionTime(since.toString())
            .build());
  }

  private static NodeCondition fine(String type, String reason, Instant now) {
    return new NodeConditionBuilder()
        .withType(type)
        .withStatus("False")
        .withReason(reason)
        .withLastHeartbeatTime(now.toString())
        .build();
  }
}
