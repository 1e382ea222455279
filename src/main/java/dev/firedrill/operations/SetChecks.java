package dev.firedrill.operations;

import dev.firedrill.backup.BackupPart;
import dev.firedrill.backup.BackupSet;
import dev.firedrill.backup.BackupUnusable;
import dev.firedrill.backup.SetEntry;
import dev.firedrill.backup.SetManifest;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.BackupStoreFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares a backup set with its manifest: what is missing, altered, or there beside it. */
final class SetChecks {

  private static final String SET = "the backup set";

  private final OperationContext context;
  private final Checks checks;
  private final SetManifest set;

  SetChecks(OperationContext context, Checks checks, SetManifest set) {
    this.context = context;
    this.checks = checks;
    this.set = set;
  }

  /** Makes all of them; the snapshot of etcd has checks of its own. */
  void make() {
    set.entries().stream().filter(each -> each.part() != BackupPart.ETCD).forEach(this::file);
    beside();
    ofOneCluster();
    if (!set.of(BackupPart.PKI).isEmpty()) {
      identity();
    }
    set.of(BackupPart.CONFIGURATION).stream()
        .map(SetEntry::node)
        .distinct()
        .forEach(node -> configuration(new NodeName(node)));
  }

  /** Every part is there, and every control plane's configuration. */
  void complete() {
    List<String> missing = new ArrayList<>();
    Stream.of(BackupPart.values())
        .filter(part -> set.of(part).isEmpty())
        .forEach(part -> missing.add(part.word()));
    context.cluster().topology().controlPlanes().stream()
        .filter(node -> configurationOf(node).findAny().isEmpty())
        .forEach(node -> missing.add("configuration of node " + node));
    checks.check(
        "parts",
        SET,
        missing.isEmpty(),
        "etcd, PKI and every control plane's configuration",
        missing.isEmpty() ? "all of them" : "missing: " + missing);
  }

  private Stream<SetEntry> configurationOf(NodeName node) {
    return set.of(BackupPart.CONFIGURATION).stream()
        .filter(entry -> entry.node().equals(node.value()));
  }

  private void configuration(NodeName node) {
    Map<String, byte[]> files;
    try {
      files = StoredConfiguration.of(context, set, node);
    } catch (BackupUnusable told) {
      // It is one of the checks of files already, and what it names cannot be known.
      return;
    }
    List<String> missing = context.distribution().backup().missingFrom(files);
    checks.check(
        "configuration of the control plane on node " + node,
        SET,
        missing.isEmpty(),
        "everything that its manifests name",
        missing.isEmpty() ? "all of it" : "missing: " + missing);
  }

  /** What a backup that was broken off has left harms nothing, and is told all the same. */
  private void beside() {
    BackupSet backups = context.backups();
    List<String> left = backups.extras(set).stream().filter(backups::isLeftOver).toList();
    List<String> others =
        backups.extras(set).stream().filter(extra -> !left.contains(extra)).toList();
    String also = others.isEmpty() ? "" : "also there: " + others + "; ";
    checks.check(
        "files beside the set",
        SET,
        others.isEmpty(),
        "none but what a backup that was broken off has left",
        also + "left: " + (left.isEmpty() ? "nothing" : left));
  }

  /** The snapshot of etcd is held against the cluster itself, all others against the snapshot. */
  private void ofOneCluster() {
    Set<String> clusters =
        set.of(BackupPart.ETCD).stream().map(SetEntry::cluster).collect(Collectors.toSet());
    List<String> others =
        set.entries().stream()
            .filter(entry -> entry.cluster().isEmpty() || !clusters.equals(Set.of(entry.cluster())))
            .map(SetEntry::name)
            .toList();
    checks.check(
        "one cluster",
        SET,
        others.isEmpty(),
        "every file of the cluster that the snapshot of etcd is of",
        others.isEmpty() ? "all of them" : "of another, or of nobody knows which: " + others);
  }

  private void file(SetEntry entry) {
    Optional<String> unusable = Optional.empty();
    try {
      context.backups().content(entry);
    } catch (BackupUnusable | BackupStoreFailed e) {
      unusable = Optional.of(e instanceof BackupUnusable u ? u.seen() : e.getMessage());
    }
    checks.check(
        "content",
        entry.name(),
        unusable.isEmpty(),
        "what was copied, sha256 " + entry.sha256(),
        unusable.orElse("the same"));
  }

  private void identity() {
    List<String> missing =
        context.distribution().backup().identity().stream()
            .filter(path -> set.entry(TakenBackup.name(BackupPart.PKI, path)).isEmpty())
            .toList();
    checks.check(
        "identity of the cluster",
        SET,
        missing.isEmpty(),
        "every authority, key of service accounts and token of it",
        missing.isEmpty() ? "all of them" : "missing: " + missing);
  }
}
