package dev.firedrill.tools;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /**
   * Where pods would not get the certificate.
   *
   * @param another the namespaces that have another
   * @param none those that have none: the controller manager has not come to a new one yet
   */
  public record Unpublished(List<String> another, List<String> none) {

    /** Copies the lists. */
    public Unpublished {
      another = List.copyOf(another);
      none = List.copyOf(none);
    }

    /** True where pods get it in every namespace. */
    public boolean isEmpty() {
      return another.isEmpty() && none.isEmpty();
    }

    /** As an operator is told. */
    @Override
    public String toString() {
      return Stream.of(told("another", another), told("none", none))
          .filter(part -> !part.isEmpty())
          .collect(Collectors.joining(", "));
    }

    private static String told(String what, List<String> namespaces) {
      return namespaces.isEmpty() ? "" : what + " in " + namespaces;
    }
  }

  /** Where pods would not get the certificate. */
  public Unpublished unpublished() {
    List<String> another = new ArrayList<>();
    List<String> none = new ArrayList<>();
    for (Namespace namespace : client.namespaces().list().getItems()) {
      if (namespace.getMetadata().getDeletionTimestamp() == null) {
        String name = namespace.getMetadata().getName();
        ConfigMap map = client.configMaps().inNamespace(name).withName(ROOT).get();
        if (map == null) {
          none.add(name);
        } else if (!publishes(map)) {
          another.add(name);
        }
      }
    }
    return new Unpublished(another, none);
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

  private boolean publishes(ConfigMap map) {
    return map.getData() != null && map.getData().getOrDefault("ca.crt", "").strip().equals(text());
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
