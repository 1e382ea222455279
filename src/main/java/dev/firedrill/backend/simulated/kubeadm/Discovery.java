package dev.firedrill.backend.simulated.kubeadm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.backend.simulated.api.ApiListener;
import dev.firedrill.backend.simulated.api.ApiReply;
import dev.firedrill.backend.simulated.api.ApiRequest;
import dev.firedrill.backend.simulated.api.Credentials;
import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Unreachable;
import dev.firedrill.backend.simulated.pki.Digests;
import dev.firedrill.backend.simulated.pki.Jws;
import dev.firedrill.backend.simulated.pki.Kubeconfig;
import dev.firedrill.backend.simulated.pki.Pem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Discovery by a bootstrap token: the cluster's authority is asked of an API that is not trusted
 * yet, and believed where it is signed with the token and the authority's key has the digest that
 * the ticket names. Then it is asked again, with that authority and by the machine's clock, until
 * the time is over.
 */
final class Discovery {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final String UNTRUSTED =
      "error execution phase preflight: couldn't validate the identity of the API Server: ";
  private static final String UNANSWERED =
      "failed to request the cluster-info ConfigMap: client rate limiter Wait returned an error:"
          + " context deadline exceeded";
  private static final String PATH = "/api/v1/namespaces/kube-public/configmaps/cluster-info";

  private final Session session;
  private final String endpoint;
  private final String token;
  private final Duration limit;
  private final boolean anyAuthority;
  private final List<String> digests = new ArrayList<>();
  private String problem = UNANSWERED;

  Discovery(Session session, JsonNode discovery) {
    JsonNode bootstrapToken = discovery.path("bootstrapToken");
    this.session = session;
    this.endpoint = bootstrapToken.path("apiServerEndpoint").asText();
    this.token = bootstrapToken.path("token").asText();
    this.anyAuthority = bootstrapToken.path("unsafeSkipCAVerification").asBoolean();
    String text = discovery.path("timeout").asText("5m0s");
    this.limit = Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
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
                limit);
    if (!answered) {
      throw new KubeadmFailed(UNTRUSTED + problem);
    }
    Kubeconfig info = found.get(0);
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
      Optional<Kubeconfig> info = reply.status() == 200 ? signed(reply.body()) : Optional.empty();
      return info.filter(found -> anyAuthority || isTrusted(found, api, address));
    } catch (Unreachable e) {
      return Optional.empty();
    }
  }

  /** A signature comes a moment after its token, and is waited for. */
  private Optional<Kubeconfig> signed(byte[] configMap) {
    JsonNode data = data(configMap);
    int dot = token.indexOf('.');
    String id = token.substring(0, dot);
    String content = data.path("kubeconfig").asText();
    String signature = data.path("jws-kubeconfig-" + id).asText();
    if (signature.isEmpty()) {
      problem =
          "could not find a JWS signature in the cluster-info ConfigMap for token ID \"%s\""
              .formatted(id);
      return Optional.empty();
    }
    if (!signature.equals(Jws.detached(id, token.substring(dot + 1), content))) {
      throw new KubeadmFailed(
          UNTRUSTED
              + "failed to verify JWS signature of received cluster info object, can't trust this"
              + " API Server");
    }
    return Optional.of(Kubeconfig.parse(content.getBytes(StandardCharsets.UTF_8)));
  }

  /** By the authority that was found, whose key has to be the one of the ticket. */
  private boolean isTrusted(Kubeconfig info, ApiListener api, Address address) {
    X509Certificate authority =
        Pem.certificate(info.authority().getBytes(StandardCharsets.US_ASCII));
    String digest = Digests.ofKey(authority.getPublicKey());
    if (!digests.contains(digest)) {
      throw new KubeadmFailed(
          UNTRUSTED
              + "cluster CA found in cluster-info ConfigMap is invalid: none of the public keys"
              + " \"%s\" are pinned".formatted(digest));
    }
    Optional<String> refusal =
        info.trust().againstServer(api.certificate(), address.host(), session.time().now());
    refusal.ifPresent(
        why ->
            problem =
                "Get \"https://%s%s?timeout=10s\": tls: failed to verify certificate: %s"
                    .formatted(address, PATH, why));
    return refusal.isEmpty();
  }

  private static JsonNode data(byte[] configMap) {
    try {
      return JSON.readTree(configMap).path("data");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("the API answers in JSON", e);
    }
  }
}
