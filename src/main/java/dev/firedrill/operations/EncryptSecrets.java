package dev.firedrill.operations;

import dev.firedrill.distribution.Encryption;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Has API servers encrypt Secrets before they write them to etcd ("Encrypting Confidential Data at
 * Rest" in the Kubernetes documentation), in rounds, so that no API server ever meets a Secret that
 * it cannot read: first all of them learn to read with the key, one after the other, where there
 * are others at all; then all encrypt by it; then every Secret is written again. From then on a
 * backup that lacks the configuration restores Secrets that nobody can read.
 */
public record EncryptSecrets() implements Operation {

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  @Override
  public List<String> changes() {
    return List.of(
        "every API server encrypts Secrets by a key that lies on every control plane",
        "API servers are restarted one at a time, twice where there are several, and every Secret is"
            + " written again");
  }

  @Override
  public String run(OperationContext context) {
    List<NodeName> nodes = context.cluster().topology().controlPlanes();
    Encryption encryption = context.distribution().encryption();
    byte[] own =
        EncryptionFound.on(context, nodes)
            .orElseGet(() -> encryption.generate(context.shell(nodes.get(0))));
    if (nodes.size() > 1) {
      have(context, nodes, encryption.reading(own), false);
    }
    KubernetesClient client = context.cluster().kubernetes().client();
    encryption.note(client);
    have(context, nodes, encryption.encrypting(own), true);
    List<Secret> secrets = client.secrets().inAnyNamespace().list().getItems();
    secrets.forEach(secret -> writeAgain(client, secret));
    return "API servers on %s encrypt Secrets; %d of them were written again"
        .formatted(nodes, secrets.size());
  }

  /**
   * Has every API server run that has read a file.
   *
   * @param exactly no other configuration of that key counts
   */
  private static void have(
      OperationContext context, List<NodeName> nodes, byte[] configuration, boolean exactly) {
    Encryption encryption = context.distribution().encryption();
    for (NodeName node : nodes) {
      NodeShell shell = context.shell(node);
      if (!encryption.hasRead(shell)
          || exactly && !Arrays.equals(shell.read(encryption.file()), configuration)) {
        bring(context, node, configuration);
      }
      context.await(StartControlPlane.serving(context.cluster().kubernetes(), node), LIMIT);
    }
  }

  /** Writes the file, though it may be there: only what starts after that has surely read it. */
  private static void bring(OperationContext context, NodeName node, byte[] configuration) {
    Encryption encryption = context.distribution().encryption();
    NodeShell shell = context.shell(node);
    shell.write(encryption.file(), configuration, "0600");
    encryption.use(shell);
    context.await(
        new Condition<>(
            "started after its encryption configuration was written",
            "the API server on node " + node,
            () -> Sight.when(encryption.hasRead(shell), () -> "none runs, or one from before")),
        LIMIT);
  }

  /** Whoever changed it since it was listed has had it encrypted. */
  private static void writeAgain(KubernetesClient client, Secret secret) {
    try {
      client.resource(secret).update();
    } catch (KubernetesClientException e) {
      if (e.getCode() != NOT_FOUND && e.getCode() != CONFLICT) {
        throw e;
      }
    }
  }
}
