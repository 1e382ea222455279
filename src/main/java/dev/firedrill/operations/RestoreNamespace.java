package dev.firedrill.operations;

import dev.firedrill.distribution.ScratchApi;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Shells;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings the objects of one namespace back out of the newest snapshot, and touches nothing else: a
 * second API over the restored snapshot reads them, the cluster's own API makes them anew. What
 * exists is left as it is. Objects that a controller makes are left to it. What a program had
 * written to volumes is in no snapshot of etcd.
 *
 * @param namespace the namespace
 * @param intoExisting true where the namespace may have something in it already
 */
public record RestoreNamespace(String namespace, boolean intoExisting) implements Operation {

  /** The digest of the snapshot, on a namespace that this has made: it may be gone on with. */
  static final String RESTORED_FROM = "firedrill.dev/restored-from";

  private static final Duration LIMIT = Duration.ofMinutes(4);

  @Override
  public List<String> changes() {
    return List.of(
        "the objects of namespace %s that the newest snapshot has and the cluster has not are made anew"
            .formatted(namespace),
        "a second etcd and API server come and go on the first control plane, on its loopback");
  }

  @Override
  public String run(OperationContext context) {
    EtcdBackup taken = EtcdBackup.latest(context);
    RestoreEtcd.requireAsNoted(context, taken);
    byte[] content = context.backups().content(taken.entry());
    KubernetesClient client = context.cluster().kubernetes().client();
    requireEmpty(client, taken);
    NamespaceContent saved = read(context, content);
    makeNamespace(client, saved.namespace(), taken);
    RestoredObjects restored = new RestoredObjects(client, namespace);
    restored.make(saved.objects());
    return restored.conclude()
        + "; left to their controllers: %d, out of the snapshot at revision %d"
            .formatted(saved.leftOut(), taken.facts().revision());
  }

  private void requireEmpty(KubernetesClient client, EtcdBackup taken) {
    Namespace there = client.namespaces().withName(namespace).get();
    if (there == null
        || intoExisting
        || there.getMetadata().getAnnotations() != null
            && taken
                .entry()
                .storedSha256()
                .equals(there.getMetadata().getAnnotations().get(RESTORED_FROM))) {
      return;
    }
    List<String> found = NamespaceContent.occupants(client, namespace);
    if (!found.isEmpty()) {
      throw new OperationFailed(
          "restoring namespace " + namespace,
          "no such namespace, or one with nothing in it",
          found.size() + " objects, among them " + found.subList(0, Math.min(3, found.size())),
          "look whether it is the right one; with into-existing what is there is left as it is and"
              + " the rest made beside it. Nothing was changed");
    }
  }

  private NamespaceContent read(OperationContext context, byte[] content) {
    NodeName node = context.cluster().topology().firstControlPlane();
    NodeShell shell = context.shell(node);
    ScratchApi scratch = context.distribution().scratchApi();
    try {
      scratch.remove(shell);
      context.await(ended(scratch, shell), LIMIT);
      shell.write(VerifyBackup.ON_NODE, content, "0600");
      scratch.start(shell, VerifyBackup.ON_NODE);
      context.await(answering(scratch, shell), LIMIT);
      return NamespaceContent.read(path -> scratch.get(shell, path), namespace);
    } finally {
      shell.run(Shells.remove(VerifyBackup.ON_NODE));
      scratch.remove(shell);
    }
  }

  private static Condition<Boolean> ended(ScratchApi scratch, NodeShell shell) {
    return new Condition<>(
        "gone",
        "what an earlier attempt left of the API over the snapshot, on node " + shell.node(),
        () -> Sight.when(scratch.ended(shell), () -> "it still runs"));
  }

  private static Condition<Boolean> answering(ScratchApi scratch, NodeShell shell) {
    return new Condition<>(
        "answering",
        "the API over the restored snapshot on node " + shell.node(),
        () -> {
          Optional<String> why = scratch.notReady(shell);
          return Sight.when(why.isEmpty(), () -> why.orElse(""));
        });
  }

  private void makeNamespace(
      KubernetesClient client, GenericKubernetesResource saved, EtcdBackup taken) {
    if (client.namespaces().withName(namespace).get() == null) {
      Map<String, String> from = Map.of(RESTORED_FROM, taken.entry().storedSha256());
      client.resource(RestoredObjects.fresh(saved, List.of(), from)).create();
    }
  }
}
