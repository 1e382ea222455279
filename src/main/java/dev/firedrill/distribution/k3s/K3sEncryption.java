package dev.firedrill.distribution.k3s;

import dev.firedrill.distribution.Encryption;
import dev.firedrill.ports.NodeShell;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/** k3s keeps the configuration in the data that servers join by, and brings it to each itself. */
final class K3sEncryption implements Encryption {

  @Override
  public String file() {
    return K3sFiles.SERVER + "/cred/encryption-config.json";
  }

  @Override
  public byte[] generate(NodeShell controlPlane) {
    throw NotOnK3s.yet("encrypting Secrets");
  }

  @Override
  public boolean isOwn(byte[] configuration) {
    throw NotOnK3s.yet("encrypting Secrets");
  }

  @Override
  public byte[] reading(byte[] own) {
    throw NotOnK3s.yet("encrypting Secrets");
  }

  @Override
  public byte[] encrypting(byte[] own) {
    throw NotOnK3s.yet("encrypting Secrets");
  }

  @Override
  public boolean hasRead(NodeShell controlPlane) {
    throw NotOnK3s.yet("encrypting Secrets");
  }

  @Override
  public Optional<String> named(NodeShell controlPlane) {
    return Optional.empty();
  }

  @Override
  public void use(NodeShell controlPlane) {
    throw NotOnK3s.yet("encrypting Secrets");
  }

  @Override
  public void note(KubernetesClient client) {
    throw NotOnK3s.yet("encrypting Secrets");
  }
}
