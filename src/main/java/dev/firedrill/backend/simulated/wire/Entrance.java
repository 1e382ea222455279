package dev.firedrill.backend.simulated.wire;

import dev.firedrill.model.NodeName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What somebody needs who wants in: addresses, and an administrator's credentials.
 *
 * @param api where the API is: the load balancer, or the only API server
 * @param apiServers each control plane's own API server
 * @param etcdMembers each control plane's etcd member
 * @param kubeconfig an administrator's, as YAML, for {@code api}
 * @param etcdAuthority who signed the members' certificates, as PEM
 * @param etcdCertificate a client's certificate for etcd, as PEM
 * @param etcdKey its private key, as PEM
 */
public record Entrance(
    String api,
    Map<NodeName, String> apiServers,
    Map<NodeName, String> etcdMembers,
    String kubeconfig,
    String etcdAuthority,
    String etcdCertificate,
    String etcdKey) {

  /** Copies the maps, their order kept. */
  public Entrance {
    apiServers = Collections.unmodifiableMap(new LinkedHashMap<>(apiServers));
    etcdMembers = Collections.unmodifiableMap(new LinkedHashMap<>(etcdMembers));
  }
}
