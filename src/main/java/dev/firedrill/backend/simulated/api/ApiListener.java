package dev.firedrill.backend.simulated.api;

import dev.firedrill.backend.simulated.network.TlsListener;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An API server at an address. */
public interface ApiListener extends TlsListener {

  /** In the place of a number of {@link #changes}, where the server's etcd gives no answer. */
  long NO_ETCD = -1;

  /** What it shows to clients, who check it against their CA and the clock. */
  X509Certificate certificate();

  @Override
  default Optional<X509Certificate> shown() {
    return Optional.of(certificate());
  }

  /**
   * Answers at once; takes no time.
   *
   * @param from the host that asks
   */
  ApiReply handle(ApiRequest request, Credentials credentials, String from);

  /** How long the answer to a write waits for the disk below etcd. */
  default Duration writeDelay() {
    return Duration.ZERO;
  }

  /**
   * Begins a watch, where the request asks for one.
   *
   * @param request a GET with {@code watch=true}
   */
  ApiWatch watch(ApiRequest request, Credentials credentials);

  /**
   * All objects of a kind, in all namespaces: what a list request would be answered, for clients in
   * this process.
   *
   * @param resource for example {@code pods}
   */
  ApiObjects objects(String resource, Credentials credentials);

  /** The same, but only those that have an owner. */
  ApiObjects owned(String resource, Credentials credentials);

  /**
   * The pods on a node, in all namespaces; among them may be some that name the node and are not on
   * it.
   */
  ApiObjects podsNaming(String node, Credentials credentials);

  /**
   * A number that is another one after each change of an object of that kind, for example of {@code
   * pods}; the same at every server whose etcd has the same content. Who has seen it need not list
   * again while it stays. {@link #NO_ETCD} where the server's etcd gives no answer.
   */
  long changes(String resource);

  /** The same of several kinds, in their order. */
  List<Long> changes(List<String> resources);
}
