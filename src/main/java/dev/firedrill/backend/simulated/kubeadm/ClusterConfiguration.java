package dev.firedrill.backend.simulated.kubeadm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firedrill.model.Version;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What holds for the whole cluster (kubeadm.k8s.io/v1beta3, ClusterConfiguration).
 *
 * @param clusterName its name
 * @param version the control plane's version
 * @param endpoint host and port of the API for everybody
 * @param podSubnet the pods' network
 * @param serviceSubnet the services' network
 * @param apiServerArguments arguments of the API server beside kubeadm's own
 */
record ClusterConfiguration(
    String clusterName,
    Version version,
    String endpoint,
    String podSubnet,
    String serviceSubnet,
    Map<String, String> apiServerArguments) {

  /**
   * Reads it.
   *
   * @param otherwise the version where it names none
   */
  static ClusterConfiguration parse(JsonNode document, Version otherwise) {
    Map<String, String> arguments = new TreeMap<>();
    for (Entry<String, JsonNode> each : document.path("apiServer").path("extraArgs").properties()) {
      arguments.put(each.getKey(), each.getValue().asText());
    }
    arguments.putIfAbsent("authorization-mode", "Node,RBAC");
    return new ClusterConfiguration(
        document.path("clusterName").asText("kubernetes"),
        Version.parse(document.path("kubernetesVersion").asText(otherwise.toString())),
        document.path("controlPlaneEndpoint").asText(),
        document.path("networking").path("podSubnet").asText(),
        document.path("networking").path("serviceSubnet").asText("10.96.0.0/12"),
        arguments);
  }

  /** As the cluster has it, which names its version. */
  static ClusterConfiguration parse(String yaml) {
    JsonNode document = Documents.parse(yaml).of("ClusterConfiguration");
    return parse(document, Version.parse(document.path("kubernetesVersion").asText()));
  }

  ClusterConfiguration at(Version other) {
    return new ClusterConfiguration(
        clusterName, other, endpoint, podSubnet, serviceSubnet, apiServerArguments);
  }

  String endpointHost() {
    return endpoint.substring(0, endpoint.lastIndexOf(':'));
  }

  /** The address of the service {@code kubernetes}: the first of the services' network. */
  String apiServiceAddress() {
    return serviceAddress(1);
  }

  /** The address of the service {@code kube-dns}: the tenth. */
  String dnsAddress() {
    return serviceAddress(10);
  }

  private String serviceAddress(int offset) {
    String network = serviceSubnet.substring(0, serviceSubnet.indexOf('/'));
    int last = network.lastIndexOf('.') + 1;
    return network.substring(0, last) + (Integer.parseInt(network.substring(last)) + offset);
  }

  /** As it is kept in the ConfigMap kubeadm-config. */
  String yaml() {
    String arguments =
        apiServerArguments.entrySet().stream()
            .map(each -> "    " + each.getKey() + ": " + each.getValue())
            .collect(Collectors.joining("\n"));
    return """
    apiServer:
      extraArgs:
    %s
      timeoutForControlPlane: 4m0s
    apiVersion: kubeadm.k8s.io/v1beta3
    certificatesDir: /etc/kubernetes/pki
    clusterName: %s
    controlPlaneEndpoint: %s
    controllerManager: {}
    dns: {}
    etcd:
      local:
        dataDir: /var/lib/etcd
    imageRepository: registry.k8s.io
    kind: ClusterConfiguration
    kubernetesVersion: %s
    networking:
      dnsDomain: cluster.local
      podSubnet: %s
      serviceSubnet: %s
    scheduler: {}
    """
        .formatted(arguments, clusterName, endpoint, version, podSubnet, serviceSubnet);
  }
}
