package dev.firedrill.backend.simulated.control;

import dev.firedrill.backend.simulated.informer.Informers;
import dev.firedrill.backend.simulated.informer.Writes;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The EndpointSlice controller: one slice a Service, with the pods that its selector matches. */
final class Endpoints implements Controller {

  private static final String SERVICE = "kubernetes.io/service-name";
  private static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
  private static final String ITSELF = "endpointslice-controller.k8s.io";

  private final Informers api;

  Endpoints(Informers api) {
    this.api = api;
  }

  @Override
  public List<Class<? extends HasMetadata>> watches() {
    return List.of(Service.class, Pod.class, EndpointSlice.class);
  }

  @Override
  public void reconcile() {
    for (Service service : api.list(Service.class)) {
      Map<String, String> selector = service.getSpec().getSelector();
      if (selector != null && !selector.isEmpty() && !Pods.isTerminating(service)) {
        reconcile(service, selector);
      }
    }
  }

  private void reconcile(Service service, Map<String, String> selector) {
    List<Pod> pods =
        api.list(Pod.class).stream()
            .filter(pod -> Pods.isIn(pod, service) && !Pods.isFinished(pod))
            .filter(
                pod -> Pods.labels(pod.getMetadata()).entrySet().containsAll(selector.entrySet()))
            .filter(pod -> pod.getStatus() != null && pod.getStatus().getPodIP() != null)
            .toList();
    List<Endpoint> endpoints = pods.stream().map(Endpoints::endpoint).toList();
    List<EndpointPort> ports =
        service.getSpec().getPorts().stream().map(port -> port(port, pods)).toList();
    Optional<EndpointSlice> slice =
        api.list(EndpointSlice.class).stream()
            .filter(each -> Pods.isIn(each, service) && Pods.isOwnedBy(each, service))
            .findFirst();
    if (slice.isEmpty()) {
      create(service, endpoints, ports);
    } else if (!endpoints.equals(present(slice.get().getEndpoints()))
        || !ports.equals(present(slice.get().getPorts()))) {
      Writes.merge(api, slice.get(), Map.of("endpoints", endpoints, "ports", ports));
    }
  }

  private void create(Service service, List<Endpoint> endpoints, List<EndpointPort> ports) {
    Writes.create(
        api,
        new EndpointSliceBuilder()
            .withNewMetadata()
            .withGenerateName(service.getMetadata().getName() + "-")
            .withNamespace(service.getMetadata().getNamespace())
            .withLabels(Map.of(SERVICE, service.getMetadata().getName(), MANAGED_BY, ITSELF))
            .withOwnerReferences(Pods.reference(service))
            .endMetadata()
            .withAddressType("IPv4")
            .withEndpoints(endpoints)
            .withPorts(ports)
            .build());
  }

  /** An empty list may come back as none. */
  private static <T> List<T> present(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static Endpoint endpoint(Pod pod) {
    boolean serving = Pods.isReady(pod);
    boolean terminating = Pods.isTerminating(pod);
    return new EndpointBuilder()
        .withAddresses(pod.getStatus().getPodIP())
        .withNewConditions()
        .withReady(serving && !terminating)
        .withServing(serving)
        .withTerminating(terminating)
        .endConditions()
        .withNodeName(pod.getSpec().getNodeName())
        .withNewTargetRef()
        .withKind("Pod")
        .withName(pod.getMetadata().getName())
        .withNamespace(pod.getMetadata().getNamespace())
        .withUid(pod.getMetadata().getUid())
        .endTargetRef()
        .build();
  }

  private static EndpointPort port(ServicePort port, List<Pod> pods) {
    return new EndpointPortBuilder()
        .withName(port.getName() == null ? "" : port.getName())
        .withProtocol(port.getProtocol() == null ? "TCP" : port.getProtocol())
        .withPort(number(port, pods))
        .build();
  }

  private static Integer number(ServicePort port, List<Pod> pods) {
    if (port.getTargetPort() == null) {
      return port.getPort();
    }
    String name = port.getTargetPort().getStrVal();
    if (name == null) {
      return port.getTargetPort().getIntVal();
    }
    return pods.stream()
        .flatMap(pod -> pod.getSpec().getContainers().stream())
        .map(Container::getPorts)
        .flatMap(List::stream)
        .filter(each -> name.equals(each.getName()))
        .map(ContainerPort::getContainerPort)
        .findFirst()
        .orElse(port.getPort());
  }
}
