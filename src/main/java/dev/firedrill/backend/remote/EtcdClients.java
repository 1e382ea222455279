package dev.firedrill.backend.remote;

import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.EtcdUnavailable;
import dev.firedrill.ports.NodeShell;
import io.etcd.jetcd.Client;
import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.SslContext;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One client a member, each speaking to that member alone. */
final class EtcdClients implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(2);

  private final Function<NodeName, String> endpoints;
  private final ControlPlaneFiles files;
  private final List<String> paths;
  private final Map<NodeName, Client> clients = new HashMap<>();
  private @Nullable SslContext tls;

  EtcdClients(
      Topology topology,
      Function<NodeName, NodeShell> shells,
      ClusterFiles where,
      Function<NodeName, String> endpoints) {
    this.endpoints = endpoints;
    this.files = new ControlPlaneFiles(topology, shells);
    this.paths = List.of(where.etcdCa(), where.etcdCertificate(), where.etcdKey());
  }

  /** Where clients reach the member on that node. */
  String endpoint(NodeName node) {
    return endpoints.apply(node);
  }

  /**
   * The client of the member on that node.
   *
   * @throws EtcdUnavailable where no control plane gives usable credentials
   */
  Client of(NodeName node) {
    // Asked each time: where it is a tunnel, this is when one that was lost is opened again.
    String endpoint = endpoint(node);
    synchronized (this) {
      Client known = clients.get(node);
      if (known == null) {
        known = connect(endpoint, tls());
        clients.put(node, known);
      }
      return known;
    }
  }

  /** Closes every client and forgets the credentials. */
  @Override
  public synchronized void close() {
    clients.values().forEach(Client::close);
    clients.clear();
    tls = null;
  }

  private SslContext tls() {
    SslContext known = tls;
    if (known == null) {
      known = read();
      tls = known;
    }
    return known;
  }

  private SslContext read() {
    try {
      List<byte[]> pem = files.read(paths);
      ClientTls client = ClientTls.parse(pem.get(0), pem.get(1), pem.get(2));
      return GrpcSslContexts.forClient()
          .trustManager(client.authorities().toArray(new X509Certificate[0]))
          .keyManager(client.key(), client.certificates().toArray(new X509Certificate[0]))
          .build();
    } catch (ControlPlaneFiles.NotGiven e) {
      throw new EtcdUnavailable("cannot reach etcd: " + e.getMessage(), e);
    } catch (IllegalArgumentException | SSLException e) {
      throw new EtcdUnavailable(
          "cannot reach etcd: its credentials " + paths + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static Client connect(String endpoint, SslContext tls) {
    return Client.builder()
        .endpoints(endpoint)
        .sslContext(tls)
        .connectTimeout(CONNECT)
        .waitForReady(false)
        .retryMaxAttempts(0)
        .build();
  }
}
