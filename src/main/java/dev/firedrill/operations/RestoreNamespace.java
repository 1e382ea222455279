package dev.firedrill.operations;

import dev.firedrill.distribution.ScratchApi;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import dev.firedrill.waiting.WaitedInVain;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
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

  /**
   * The digest of the snapshot, on a namespace that this has made: it may be gone on with. It is
   * there for no longer than that.
   */
  static final String RESTORED_FROM = "firedrill.dev/restored-from";

  private static final Duration LIMIT = Duration.ofMinutes(4);

  /** A server that has just been started refuses for a moment what it lets pass then. */
  private static final Duration PASSING = Duration.ofSeconds(30);

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
    byte[] content = RestoreEtcd.asNoted(context, taken);
    KubernetesClient client = context.cluster().kubernetes().client();
    List<String> inTheWay = inTheWay(client, taken);
    if (!inTheWay.isEmpty() && !madeSince(client, taken)) {
      throw inUse(inTheWay);
    }
    NamespaceContent saved = read(context, content);
    RestoredObjects restored = new RestoredObjects(client, namespace);
    // Nothing is missing where an earlier run made it all, took its mark back and was killed then.
    if (!inTheWay.isEmpty() && !restored.allThere(saved.objects())) {
      throw inUse(inTheWay);
    }
    makeNamespace(client, saved.namespace(), taken);
    make(context, restored, saved.objects());
    context.await(ended(context), LIMIT);
    String done = restored.conclude();
    unmark(client);
    return done
        + "; left to their controllers: %d; tokens of service accounts, left out: %s; out of the snapshot at revision %d"
            .formatted(saved.leftOut(), saved.tokens(), taken.facts().revision());
  }

  private static void make(
      OperationContext context, RestoredObjects restored, List<GenericKubernetesResource> objects) {
    if (restored.make(objects)) {
      return;
    }
    Condition<Boolean> made =
        new Condition<>(
            "made",
            "what the API refused",
            () -> Sight.when(restored.again(), () -> restored.refused().toString()));
    try {
      context.await(made, PASSING);
    } catch (WaitedInVain refused) {
      // All that was refused is told in the end, at once.
      return;
    }
  }

  /** What somebody else has in the namespace; nothing where it may be restored into. */
  private List<String> inTheWay(KubernetesClient client, EtcdBackup taken) {
    Namespace there = client.namespaces().withName(namespace).get();
    boolean own =
        there != null
            && there.getMetadata().getAnnotations() != null
            && taken
                .entry()
                .storedSha256()
                .equals(there.getMetadata().getAnnotations().get(RESTORED_FROM));
    return there == null || intoExisting || own
        ? List.of()
        : NamespaceContent.occupants(client, namespace);
  }

  /** A namespace that is older than the snapshot is the one that is in it, or was before. */
  private boolean madeSince(KubernetesClient client, EtcdBackup taken) {
    Namespace there = client.namespaces().withName(namespace).get();
    return there != null
        && Instant.parse(there.getMetadata().getCreationTimestamp())
            .isAfter(taken.entry().takenAt());
  }

  private OperationFailed inUse(List<String> found) {
    return new OperationFailed(
        "restoring namespace " + namespace,
        "no such namespace, or one with nothing in it",
        found.size() + " objects, among them " + found.subList(0, Math.min(3, found.size())),
        "look whether it is the right one; with into-existing what is there is left as it is and"
            + " the rest made beside it. Nothing was changed");
  }

  private NamespaceContent read(OperationContext context, byte[] content) {
    NodeName node = context.cluster().topology().firstControlPlane();
    NodeShell shell = context.shell(node);
    ScratchApi scratch = context.distribution().scratchApi();
    try {
      scratch.remove(shell);
      context.await(ended(context), LIMIT);
      SnapshotOnNode.during(
          shell,
          content,
          file -> {
            scratch.start(shell, file);
            return file;
          });
      context.await(answering(scratch, shell), LIMIT);
      return NamespaceContent.read(path -> scratch.get(shell, path), namespace);
    } finally {
      scratch.remove(shell);
    }
  }

  private static Condition<Boolean> ended(OperationContext context) {
    NodeShell shell = context.shell(context.cluster().topology().firstControlPlane());
    ScratchApi scratch = context.distribution().scratchApi();
    return new Condition<>(
        "gone",
        "an API over the snapshot, on node " + shell.node(),
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

  private void unmark(KubernetesClient client) {
    client
        .namespaces()
        .withName(namespace)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"%s\":null}}}".formatted(RESTORED_FROM));
  }
}
