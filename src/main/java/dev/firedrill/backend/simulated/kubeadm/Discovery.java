package dev.firedrill.backend.simulated.kubeadm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.backend.simulated.api.ApiListener;
import dev.firedrill.backend.simulated.api.ApiReply;
import dev.firedrill.backend.simulated.api.ApiRequest;
import dev.firedrill.backend.simulated.api.Credentials;
import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Unreachable;
import dev.firedrill.backend.simulated.pki.Digests;
import dev.firedrill.backend.simulated.pki.Kubeconfig;
import dev.firedrill.backend.simulated.pki.Pem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Discovery by a bootstrap token: the cluster's authority is asked of an API that is not trusted
 * yet, and believed where its key has the digest that the ticket names.
 */
final class Discovery {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final String PATH = "/api/v1/namespaces/kube-public/configmaps/cluster-info";

  private final Session session;
  private final String endpoint;
  private final String token;
  private final List<String> digests = new ArrayList<>();

  Discovery(Session session, JsonNode bootstrapToken) {
    this.session = session;
    this.endpoint = bootstrapToken.path("apiServerEndpoint").asText();
    this.token = bootstrapToken.path("token").asText();
    bootstrapToken.path("caCertHashes").forEach(each -> digests.add(each.asText()));
  }

  /** A kubeconfig with the token, for a server that can be trusted from now on. */
  Kubeconfig discover() {
    List<Kubeconfig> found = new ArrayList<>();
    boolean answered =
        session
            .time()
            .await(
                () -> {
                  ask().ifPresent(found::add);
                  return !found.isEmpty();
                },
                PAUSE,
                LIMIT);
    if (!answered) {
      throw new KubeadmFailed(
          "error execution phase preflight: couldn't validate the identity of the API Server:"
              + " failed to request the cluster-info ConfigMap: client rate limiter Wait returned"
              + " an error: context deadline exceeded");
    }
    Kubeconfig info = found.get(0);
    String digest =
        Digests.ofKey(
            Pem.certificate(info.authority().getBytes(StandardCharsets.US_ASCII)).getPublicKey());
    if (!digests.contains(digest)) {
      throw new KubeadmFailed(
          "error execution phase preflight: couldn't validate the identity of the API Server:"
              + " cluster CA found in cluster-info ConfigMap is invalid: none of the public keys"
              + " \"%s\" are pinned".formatted(digest));
    }
    return new Kubeconfig(
        "kubernetes", info.server(), info.authority(), "tls-bootstrap-token-user", "", "", token);
  }

  private Optional<Kubeconfig> ask() {
    int colon = endpoint.lastIndexOf(':');
    Address address =
        new Address(endpoint.substring(0, colon), Integer.parseInt(endpoint.substring(colon + 1)));
    String from = session.machine().address();
    try {
      ApiListener api = (ApiListener) session.network().connect(from, address);
      ApiReply reply =
          api.handle(
              new ApiRequest("GET", PATH, Map.of(), "", new byte[0]),
              new Credentials(null, ""),
              from);
      return reply.status() == 200 ? Optional.of(parse(reply.body())) : Optional.empty();
    } catch (Unreachable e) {
      return Optional.empty();
    }
  }

  private static Kubeconfig parse(byte[] configMap) {
    try {
      String kubeconfig = JSON.readTree(configMap).at("/data/kubeconfig").asText();
      return Kubeconfig.parse(kubeconfig.getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the API answers in JSON", e);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
