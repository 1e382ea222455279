package dev.firedrill.backend.remote;

import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.KubernetesAccess;
import dev.firedrill.ports.NodeShell;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The API by the administrator's kubeconfig, which is read from the first control plane that gives
 * it when a client is first asked for. Servers are verified by the kubeconfig's authority; kubeadm
 * names a control plane's own address in its certificate. A request fails rather than being tried
 * again: whether and how long to wait is the caller's to say.
 *
 * <p>Where no control plane gives the kubeconfig, or what it holds cannot be used, asking for a
 * client throws {@link KubernetesClientException}, as a client does whose API does not answer.
 */
public final class KubeconfigAccess implements KubernetesAccess, AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration REQUEST = Duration.ofSeconds(10);

  /** Whoever asks by a client has it for seconds, and who has it refreshed again waits for some. */
  private static final int GENERATIONS_LEFT_OPEN = 3;

  private final Topology topology;
  private final ControlPlaneFiles files;
  private final String path;
  private final Map<String, KubernetesClient> clients = new HashMap<>();

  /** Clients of before a refresh, the oldest first: somebody may just be asking by one. */
  private final Deque<List<KubernetesClient>> earlier = new ArrayDeque<>();

  private final @Nullable KubeconfigCopy copy;
  private @Nullable Config credentials;
  private boolean refreshed;

  /**
   * Reads nothing yet.
   *
   * @param shells the way to each control plane
   * @param path where a control plane has the kubeconfig
   */
  public KubeconfigAccess(Topology topology, Function<NodeName, NodeShell> shells, String path) {
    this(topology, shells, path, null);
  }

  /**
   * Reads nothing yet.
   *
   * @param shells the way to each control plane
   * @param path where a control plane has the kubeconfig
   * @param copy what is read is kept there; it is gone by where no control plane gives the file,
   *     until {@link #refresh} says that it is to be read anew
   */
  public KubeconfigAccess(
      Topology topology,
      Function<NodeName, NodeShell> shells,
      String path,
      @Nullable KubeconfigCopy copy) {
    this.topology = topology;
    this.files = new ControlPlaneFiles(topology, shells);
    this.path = path;
    this.copy = copy;
  }

  @Override
  public KubernetesClient client() {
    return clientAt("https://" + topology.controlPlaneEndpoint());
  }

  @Override
  public KubernetesClient clientOf(NodeName controlPlane) {
    return clientAt("https://" + topology.machine(controlPlane).address() + ":6443");
  }

  /**
   * The administrator's certificate and the API's authority, for clients of other kinds.
   *
   * @throws KubernetesClientException where no control plane gives a usable kubeconfig
   */
  public synchronized ClientTls tls() {
    Config config = credentials();
    try {
      return ClientTls.parse(
          decode(config.getCaCertData()),
          decode(config.getClientCertData()),
          decode(config.getClientKeyData()));
    } catch (IllegalArgumentException e) {
      throw new KubernetesClientException("kubeconfig " + path + ": " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized void refresh() {
    forget();
    refreshed = true;
    while (earlier.size() > GENERATIONS_LEFT_OPEN) {
      earlier.remove().forEach(KubernetesClient::close);
    }
  }

  /** Closes the clients. */
  @Override
  public synchronized void close() {
    forget();
    earlier.forEach(generation -> generation.forEach(KubernetesClient::close));
    earlier.clear();
  }

  private void forget() {
    earlier.add(List.copyOf(clients.values()));
    clients.clear();
    credentials = null;
  }

  private synchronized KubernetesClient clientAt(String url) {
    return Optional.ofNullable(clients.get(url))
        .orElseGet(
            () -> {
              KubernetesClient client = connect(url, credentials());
              clients.put(url, client);
              return client;
            });
  }

  private Config credentials() {
    Config known = credentials;
    if (known == null) {
      known = read();
      credentials = known;
    }
    return known;
  }

  private Config read() {
    try {
      byte[] kubeconfig = given();
      Config config = parsed(new String(kubeconfig, StandardCharsets.UTF_8));
      if (config.getCaCertData() == null
          || config.getClientCertData() == null
          || config.getClientKeyData() == null) {
        throw new KubernetesClientException(
            "kubeconfig "
                + path
                + " cannot be used: expected the authority, a client certificate and its key"
                + " inline");
      }
      return config;
    } catch (ControlPlaneFiles.NotGiven e) {
      throw new KubernetesClientException(
          "cannot reach the API as administrator: " + e.getMessage(), e);
    }
  }

  /** Whatever a parser throws: its words quote what it cannot read, which may be a key. */
  private Config parsed(String kubeconfig) {
    try {
      return Config.fromKubeconfig(kubeconfig);
    } catch (RuntimeException e) {
      throw new KubernetesClientException("kubeconfig " + path + " cannot be used: it is none");
    }
  }

  private byte[] given() throws ControlPlaneFiles.NotGiven {
    try {
      byte[] kubeconfig = files.read(List.of(path)).get(0);
      if (copy != null) {
        copy.keep(kubeconfig);
      }
      return kubeconfig;
    } catch (ControlPlaneFiles.NotGiven e) {
      Optional<byte[]> kept = copy == null || refreshed ? Optional.empty() : copy.kept();
      return kept.orElseThrow(() -> e);
    }
  }

  private static KubernetesClient connect(String url, Config credentials) {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(url)
            .withCaCertData(credentials.getCaCertData())
            .withClientCertData(credentials.getClientCertData())
            .withClientKeyData(credentials.getClientKeyData())
            .withClientKeyAlgo(credentials.getClientKeyAlgo())
            .withConnectionTimeout((int) CONNECT.toMillis())
            .withRequestTimeout((int) REQUEST.toMillis())
            .withRequestRetryBackoffLimit(0)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private static byte[] decode(String base64) {
    return Base64.getDecoder().decode(base64);
  }
}
