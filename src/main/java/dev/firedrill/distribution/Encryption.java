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

  /** A new configuration: {@link #reading} Secrets by a key that is made on this node. */
  byte[] generate(NodeShell controlPlane);

  /** True for a configuration of {@link #generate}, of whatever key, and what was made of it. */
  boolean isOwn(byte[] configuration);

  /** The same key: Secrets that are encrypted by it can be read, and none is encrypted. */
  byte[] reading(byte[] own);

  /** The same key: Secrets are encrypted by it, and those that are not can be read. */
  byte[] encrypting(byte[] own);

  /** The file that this node's API server is told to read; nothing where there is none. */
  Optional<String> named(NodeShell controlPlane);

  /**
   * True where this node's API server runs, and has read the configuration as it lies there. By the
   * node's own clock, in whole seconds: false where both fall into the same one.
   */
  boolean hasRead(NodeShell controlPlane);

  /** Has this node's API server read the file as it lies there, by a restart that follows. */
  void use(NodeShell controlPlane);

  /** Has API servers that are made from now on, by joins and upgrades, read it too. */
  void note(KubernetesClient client);
}
