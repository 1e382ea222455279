package dev.firedrill.contract;

import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.Cluster;
import dev.firedrill.ports.EtcdAdmin;
import dev.firedrill.ports.KubernetesAccess;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.ports.ReleaseSource;
import dev.firedrill.ports.TimeSource;
import io.fabric8.kubernetes.client.KubernetesClient;

/** A cluster of which there is an API server and nothing else. */
final class ApiAlone implements Cluster, KubernetesAccess {

  private final KubernetesClient client;
  private final TimeSource time;

  ApiAlone(KubernetesClient client, TimeSource time) {
    this.client = client;
    this.time = time;
  }

  @Override
  public KubernetesAccess kubernetes() {
    return this;
  }

  @Override
  public KubernetesClient client() {
    return client;
  }

  @Override
  public KubernetesClient clientOf(NodeName controlPlane) {
    return client;
  }

  @Override
  public void refresh() {}

  @Override
  public TimeSource time() {
    return time;
  }

  @Override
  public Topology topology() {
    throw lacking("machines");
  }

  @Override
  public NodeShell shell(NodeName node) {
    throw lacking("machines");
  }

  @Override
  public EtcdAdmin etcd() {
    throw lacking("a way to etcd");
  }

  @Override
  public ReleaseSource releases() {
    throw lacking("releases");
  }

  private static UnsupportedOperationException lacking(String what) {
    return new UnsupportedOperationException("an API server alone has no " + what);
  }
}
