package dev.firedrill.watch;

import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.Cluster;
import dev.firedrill.ports.EtcdAdmin;
import dev.firedrill.ports.KubernetesAccess;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.ports.ReleaseSource;
import dev.firedrill.ports.TimeSource;
import dev.firedrill.testing.FakeApi;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;

/** A cluster of which only the API and etcd can be asked. */
record WatchedCluster(
    Topology topology,
    FakeApi endpoint,
    Map<NodeName, FakeApi> servers,
    EtcdAdmin etcd,
    TimeSource time)
    implements Cluster {

  @Override
  public NodeShell shell(NodeName node) {
    throw new UnsupportedOperationException("shell");
  }

  @Override
  public KubernetesAccess kubernetes() {
    return new KubernetesAccess() {
      @Override
      public KubernetesClient client() {
        return endpoint.client();
      }

      @Override
      public KubernetesClient clientOf(NodeName controlPlane) {
        return servers.get(controlPlane).client();
      }

      @Override
      public void refresh() {}
    };
  }

  @Override
  public ReleaseSource releases() {
    throw new UnsupportedOperationException("releases");
  }
}
