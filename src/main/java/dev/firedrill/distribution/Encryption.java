package dev.firedrill.distribution;

import dev.firedrill.ports.NodeShell;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/**
 * How API servers are told to encrypt what etcd holds ("Encrypting Confidential Data at Rest" in
 * the Kubernetes documentation). Each reads a file of its own node; a cluster of which no such file
 * is left cannot read its own Secrets, whatever snapshot it is restored from.
 */
public interface Encryption {

  /** Where the configuration is put. */
  String file();

  /** A new configuration: Secrets by a key that is made on this node. */
  byte[] generate(NodeShell controlPlane);

  /** The file that this node's API server is told to read; nothing where there is none. */
  Optional<String> named(NodeShell controlPlane);

  /** Has this node's API server read the file from its next start on, which this brings about. */
  void use(NodeShell controlPlane);

  /** Has API servers that are made from now on, by joins and upgrades, read it too. */
  void note(KubernetesClient client);
}
