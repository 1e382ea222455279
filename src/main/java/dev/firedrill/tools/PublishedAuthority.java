package dev.firedrill.tools;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Who inside a cluster trusts which certificate of its authority: pods by the ConfigMap {@code
 * kube-root-ca.crt} of their namespace, which the controller manager publishes and a program reads
 * when it starts; machines that join by the kubeconfig in {@code kube-public/cluster-info} (see
 * "Manual Rotation of CA Certificates" in the Kubernetes documentation).
 *
 * @param client of the API
 * @param pem the authority's certificate as the control planes have it
 */
public record PublishedAuthority(KubernetesClient client, byte[] pem) {

  private static final String ROOT = "kube-root-ca.crt";
  private static final String MIRROR = "kubernetes.io/config.mirror";

  /** The certificate. */
  public X509Certificate certificate() {
    return Reissue.certificate(pem);
  }

  /** The namespaces whose pods would get another certificate. */
  public List<String> unpublished() {
    return client.namespaces().list().getItems().stream()
        .filter(namespace -> namespace.getMetadata().getDeletionTimestamp() == null)
        .map(namespace -> namespace.getMetadata().getName())
        .filter(namespace -> !isPublishedIn(namespace))
        .toList();
  }

  /** True where machines that join are told this certificate, or are told nothing here. */
  public boolean joinersAreTold() {
    Optional<String> told = info();
    return told.isEmpty() || TrustedAuthority.of(told.get()).equals(Optional.of(certificate()));
  }

  /** Tells machines that join this certificate; no effect where they are told nothing here. */
  public void tellJoiners() {
    info()
        .filter(kubeconfig -> !joinersAreTold())
        .ifPresent(
            kubeconfig ->
                client
                    .configMaps()
                    .inNamespace("kube-public")
                    .withName("cluster-info")
                    .edit(
                        map ->
                            new ConfigMapBuilder(map)
                                .addToData("kubeconfig", TrustedAuthority.in(kubeconfig, pem))
                                .build()));
  }

  /**
   * The pods that may speak to the API and were started before that moment. Static pods have
   * kubeconfigs of their own, and are not among them.
   */
  public List<Pod> podsFromBefore(Instant moment) {
    return speaking().stream().filter(pod -> startOf(pod).isBefore(moment)).toList();
  }

  /** All pods that may speak to the API by what is published, but those that are ending. */
  public List<Pod> speaking() {
    return client.pods().inAnyNamespace().list().getItems().stream()
        .filter(pod -> !isMirror(pod) && !isFinished(pod))
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .filter(pod -> !Boolean.FALSE.equals(pod.getSpec().getAutomountServiceAccountToken()))
        .toList();
  }

  private boolean isPublishedIn(String namespace) {
    ConfigMap map = client.configMaps().inNamespace(namespace).withName(ROOT).get();
    return map != null
        && map.getData() != null
        && map.getData().getOrDefault("ca.crt", "").strip().equals(text());
  }

  private String text() {
    return new String(pem, StandardCharsets.US_ASCII).strip();
  }

  private Optional<String> info() {
    return Optional.ofNullable(
            client.configMaps().inNamespace("kube-public").withName("cluster-info").get())
        .map(ConfigMap::getData)
        .map(data -> data.get("kubeconfig"));
  }

  /** One that nobody has started yet reads what is published then. */
  private static Instant startOf(Pod pod) {
    String started = pod.getStatus() == null ? null : pod.getStatus().getStartTime();
    return started == null ? Instant.MAX : Instant.parse(started);
  }

  private static boolean isFinished(Pod pod) {
    String phase = pod.getStatus() == null ? "" : pod.getStatus().getPhase();
    return List.of("Succeeded", "Failed").contains(Objects.requireNonNullElse(phase, ""));
  }

  private static boolean isMirror(HasMetadata pod) {
    return Optional.ofNullable(pod.getMetadata().getAnnotations())
        .orElse(Map.of())
        .containsKey(MIRROR);
  }
}
