package dev.firedrill.workload;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.netty.handler.ssl.SslContext;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream of load goes. Every request is a GET; only an answer of 200 is a success.
 *
 * @param stream {@code workload} or {@code api}, as observations name it
 * @param host the host or address that is connected to and, with TLS, verified
 * @param port the TCP port
 * @param path the path, beginning with a slash
 * @param tls whom to trust and who to be, or null for plain HTTP
 */
public record LoadTarget(
    String stream, String host, int port, String path, @Nullable SslContext tls) {

  /**
   * A read that the API server can answer only from etcd, so that it counts only when both work.
   */
  static final String API_PATH = "/api/v1/namespaces/default";

  /**
   * The workload, through a load balancer (port 80) or a node port ({@link
   * WorkloadDeployment#NODE_PORT}).
   */
  public static LoadTarget workload(String host, int port) {
    return new LoadTarget("workload", host, port, "/", null);
  }

  /**
   * The API as that client reaches it, with its certificates, verified. The load makes connections
   * of its own.
   *
   * @throws IllegalArgumentException where the client does not verify the server's certificate
   */
  public static LoadTarget api(KubernetesClient client) {
    Config config = client.getConfiguration();
    URI uri = URI.create(config.getMasterUrl());
    int port = uri.getPort() == -1 ? 443 : uri.getPort();
    return new LoadTarget("api", uri.getHost(), port, API_PATH, ClientTls.verified(config));
  }

  @Override
  public String toString() {
    return "GET " + (tls == null ? "http" : "https") + "://" + host + ":" + port + path;
  }
}
