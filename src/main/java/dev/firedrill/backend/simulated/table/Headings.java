package dev.firedrill.backend.simulated.table;

import static dev.firedrill.backend.simulated.table.Column.aged;
import static dev.firedrill.backend.simulated.table.Column.named;
import static dev.firedrill.backend.simulated.table.Column.number;
import static dev.firedrill.backend.simulated.table.Column.of;
import static dev.firedrill.backend.simulated.table.Column.wide;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The columns of each kind, as kube-apiserver 1.29 has them; of any other its name and age. */
final class Headings {

  private static final Map<String, List<Column>> BY_KIND = byKind();

  private Headings() {}

  static List<Column> ofKind(String kind) {
    List<Column> known = BY_KIND.get(kind);
    return known != null ? known : List.of(named(), Column.of("Created At", Headings::created));
  }

  private static Map<String, List<Column>> byKind() {
    Map<String, List<Column>> all = new HashMap<>();
    all.put("Pod", pod());
    all.put("Node", node());
    all.put("Service", service());
    all.put("Event", event());
    workloads(all);
    configuration(all);
    cluster(all);
    return all;
  }

  private static List<Column> pod() {
    return List.of(
        named(),
        of("Ready", PodCells::ready),
        of("Status", PodCells::status),
        of("Restarts", PodCells::restarts),
        aged(),
        wide("IP", pod -> pod.text("/status/podIP", Printed.NONE)),
        wide("Node", pod -> pod.text("/spec/nodeName", Printed.NONE)),
        wide("Nominated Node", pod -> pod.text("/status/nominatedNodeName", Printed.NONE)),
        wide("Readiness Gates", pod -> Printed.NONE));
  }

  private static List<Column> node() {
    return List.of(
        named(),
        of("Status", Cells::nodeStatus),
        of("Roles", Cells::roles),
        aged(),
        of("Version", node -> node.text("/status/nodeInfo/kubeletVersion")),
        wide("Internal-IP", node -> Cells.address(node, "InternalIP")),
        wide("External-IP", node -> Cells.address(node, "ExternalIP")),
        wide("OS-Image", node -> node.text("/status/nodeInfo/osImage", "<unknown>")),
        wide("Kernel-Version", node -> node.text("/status/nodeInfo/kernelVersion", "<unknown>")),
        wide(
            "Container-Runtime",
            node -> node.text("/status/nodeInfo/containerRuntimeVersion", "<unknown>")));
  }

  private static List<Column> service() {
    return List.of(
        named(),
        of("Type", service -> service.text("/spec/type", "ClusterIP")),
        of("Cluster-IP", service -> service.text("/spec/clusterIP", Printed.NONE)),
        of("External-IP", Cells::externalAddress),
        of("Port(s)", Cells::ports),
        aged(),
        wide("Selector", service -> service.pairs("/spec/selector")));
  }

  private static List<Column> event() {
    return List.of(
        of("Last Seen", event -> event.since("/lastTimestamp")),
        of("Type", event -> event.text("/type")),
        of("Reason", event -> event.text("/reason")),
        of("Object", Cells::involved),
        wide("Subobject", event -> event.text("/involvedObject/fieldPath")),
        wide("Source", event -> event.text("/source/component")),
        of("Message", event -> event.text("/message").strip()),
        wide("First Seen", event -> event.since("/firstTimestamp")),
        wide("Count", event -> event.text("/count", "1")),
        wide("Name", event -> event.text("/metadata/name")));
  }

  private static void workloads(Map<String, List<Column>> all) {
    all.put(
        "Deployment",
        withTemplate(
            named(),
            of("Ready", each -> each.number("/status/readyReplicas") + "/" + replicas(each)),
            number("Up-to-date", "/status/updatedReplicas"),
            number("Available", "/status/availableReplicas"),
            aged()));
    all.put(
        "ReplicaSet",
        withTemplate(
            named(),
            number("Desired", "/spec/replicas"),
            number("Current", "/status/replicas"),
            number("Ready", "/status/readyReplicas"),
            aged()));
    all.put(
        "DaemonSet",
        withTemplate(
            named(),
            number("Desired", "/status/desiredNumberScheduled"),
            number("Current", "/status/currentNumberScheduled"),
            number("Ready", "/status/numberReady"),
            number("Up-to-date", "/status/updatedNumberScheduled"),
            number("Available", "/status/numberAvailable"),
            of("Node Selector", each -> each.pairs("/spec/template/spec/nodeSelector")),
            aged()));
    all.put(
        "PodDisruptionBudget",
        List.of(
            named(),
            of("Min Available", each -> Cells.budget(each, "minAvailable")),
            of("Max Unavailable", each -> Cells.budget(each, "maxUnavailable")),
            number("Allowed Disruptions", "/status/disruptionsAllowed"),
            aged()));
  }

  private static void configuration(Map<String, List<Column>> all) {
    all.put(
        "ConfigMap",
        List.of(named(), of("Data", each -> sizes(each, "/data", "/binaryData")), aged()));
    all.put(
        "Secret",
        List.of(
            named(),
            of("Type", each -> each.text("/type")),
            of("Data", each -> sizes(each, "/data")),
            aged()));
    all.put(
        "ServiceAccount", List.of(named(), of("Secrets", each -> sizes(each, "/secrets")), aged()));
    all.put("Endpoints", List.of(named(), of("Endpoints", Cells::endpoints), aged()));
    all.put(
        "EndpointSlice",
        List.of(
            named(),
            of("AddressType", each -> each.text("/addressType")),
            of("Ports", each -> each.joined("/ports", port -> port.path("port").asText())),
            of("Endpoints", Cells::sliceAddresses),
            aged()));
  }

  private static void cluster(Map<String, List<Column>> all) {
    all.put(
        "Namespace", List.of(named(), of("Status", each -> each.text("/status/phase")), aged()));
    all.put(
        "Lease", List.of(named(), of("Holder", each -> each.text("/spec/holderIdentity")), aged()));
    for (String role : List.of("Role", "ClusterRole")) {
      all.put(role, List.of(named(), Column.of("Created At", Headings::created)));
    }
    for (String binding : List.of("RoleBinding", "ClusterRoleBinding")) {
      all.put(
          binding,
          List.of(
              named(),
              of("Role", each -> each.text("/roleRef/kind") + "/" + each.text("/roleRef/name")),
              aged()));
    }
    all.put(
        "CertificateSigningRequest",
        List.of(
            named(),
            aged(),
            of("SignerName", each -> each.text("/spec/signerName", Printed.NONE)),
            of("Requestor", each -> each.text("/spec/username")),
            of("RequestedDuration", each -> Printed.NONE),
            of("Condition", Cells::requestCondition)));
  }

  private static List<Column> withTemplate(Column... own) {
    List<Column> all = new ArrayList<>(List.of(own));
    String containers = "/spec/template/spec/containers";
    all.add(wide("Containers", each -> each.joined(containers, one -> one.path("name").asText())));
    all.add(wide("Images", each -> each.joined(containers, one -> one.path("image").asText())));
    all.add(wide("Selector", each -> each.pairs("/spec/selector/matchLabels")));
    return all;
  }

  private static long replicas(Printed workload) {
    return workload.at("/spec/replicas").asLong(1);
  }

  private static String sizes(Printed object, String... pointers) {
    int size = 0;
    for (String pointer : pointers) {
      size += object.at(pointer).size();
    }
    return Integer.toString(size);
  }

  private static String created(Printed object) {
    return object.text("/metadata/creationTimestamp");
  }
}
