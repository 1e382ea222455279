package dev.firedrill.operations;

import dev.firedrill.distribution.Encryption;
import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Shells;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Has API servers encrypt Secrets before they write them to etcd ("Encrypting Confidential Data at
 * Rest" in the Kubernetes documentation): one configuration on every control plane, one API server
 * after the other, then every Secret written again. From then on a backup that lacks the
 * configuration restores Secrets that nobody can read.
 */
public record EncryptSecrets() implements Operation {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  @Override
  public List<String> changes() {
    return List.of(
        "every API server encrypts Secrets by a key that lies on every control plane",
        "API servers are restarted, one at a time, and every Secret is written again");
  }

  @Override
  public String run(OperationContext context) {
    List<NodeName> nodes = context.cluster().topology().controlPlanes();
    Encryption encryption = context.distribution().encryption();
    byte[] configuration = configuration(context.shell(nodes.get(0)), encryption);
    for (NodeName node : nodes) {
      NodeShell shell = context.shell(node);
      if (!Shells.exists(shell, encryption.file())
          || !Arrays.equals(shell.read(encryption.file()), configuration)) {
        shell.write(encryption.file(), configuration, "0600");
      }
    }
    nodes.forEach(node -> use(context, node));
    KubernetesClient client = context.cluster().kubernetes().client();
    encryption.note(client);
    List<Secret> secrets = client.secrets().inAnyNamespace().list().getItems();
    secrets.forEach(secret -> client.resource(secret).update());
    return "API servers on %s encrypt Secrets; %d of them were written again"
        .formatted(nodes, secrets.size());
  }

  private static byte[] configuration(NodeShell first, Encryption encryption) {
    if (Shells.exists(first, encryption.file())) {
      return first.read(encryption.file());
    }
    byte[] made = encryption.generate(first);
    first.write(encryption.file(), made, "0600");
    return made;
  }

  private static void use(OperationContext context, NodeName node) {
    NodeShell shell = context.shell(node);
    Encryption encryption = context.distribution().encryption();
    if (encryption.named(shell).isEmpty()) {
      String before = container(context, shell);
      encryption.use(shell);
      context.await(replaced(context, shell, before), LIMIT);
    }
    context.await(StartControlPlane.serving(context.cluster().kubernetes(), node), LIMIT);
  }

  private static Condition<Boolean> replaced(
      OperationContext context, NodeShell shell, String before) {
    return new Condition<>(
        "another than before",
        "the container of the API server on node " + shell.node(),
        () -> {
          String now = container(context, shell);
          return Sight.when(
              !now.isEmpty() && !now.equals(before),
              () -> now.isEmpty() ? "none runs" : "it is the same");
        });
  }

  private static String container(OperationContext context, NodeShell shell) {
    return context.distribution().controlPlane().instance(shell, Component.KUBE_APISERVER);
  }
}
