package dev.firedrill.distribution.k3s;

/** Where k3s keeps things on a machine. */
final class K3sFiles {

  /** What an operator writes. */
  static final String ETC = "/etc/rancher/k3s";

  /** What k3s is told, beside what the machine's image says in {@code config.yaml.d}. */
  static final String CONFIG = ETC + "/config.yaml";

  /** The secret by which a machine joined; k3s asks for it again where its data is lost. */
  static final String JOIN_TOKEN = ETC + "/firedrill-join-token";

  /** The administrator's kubeconfig, of a server. */
  static final String KUBECONFIG = ETC + "/k3s.yaml";

  /** All that k3s keeps. */
  static final String DATA = "/var/lib/rancher/k3s";

  static final String SERVER = DATA + "/server";
  static final String AGENT = DATA + "/agent";
  static final String TLS = SERVER + "/tls";

  /** What clients of the API are shown, with its key: the Secret that k3s keeps it in, as JSON. */
  static final String LISTENER = TLS + "/dynamic-cert.json";

  /** Has the next start sign that anew, and is taken away by it. */
  static final String RENEW_LISTENER = TLS + "/dynamic-cert-regenerate";

  /** The token by which servers join, and by which the data for that is encrypted in etcd. */
  static final String TOKEN = SERVER + "/token";

  /** The token by which agents join. */
  static final String AGENT_TOKEN = SERVER + "/agent-token";

  /** The etcd member: its data, its name and its configuration. */
  static final String ETCD = SERVER + "/db/etcd";

  private K3sFiles() {}
}
