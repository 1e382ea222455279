package dev.firedrill.fault;

import dev.firedrill.backup.BackupPart;
import dev.firedrill.backup.BackupSet;
import dev.firedrill.backup.SetEntry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A backup set of which files are taken out, manifest and all, as if nobody ever copied them. */
final class LackingSet implements StoredBackup {

  private final BackupSet backups;
  private final BackupPart part;
  private final List<String> paths;

  LackingSet(FaultContext context, Damage how) {
    this.backups = context.backups();
    this.part =
        how == Damage.NO_ENCRYPTION_CONFIGURATION ? BackupPart.CONFIGURATION : BackupPart.PKI;
    this.paths =
        switch (how) {
          case NO_SERVICE_ACCOUNT_KEYS -> context.distribution().backup().serviceAccountKeys();
          case NO_JOIN_TOKEN -> context.distribution().backup().joinTokens();
          default -> encryptionConfigurations(context);
        };
  }

  /** What the set's own manifests name: they stay when the file is taken out. */
  private List<String> encryptionConfigurations(FaultContext context) {
    Map<String, Map<String, byte[]>> nodes = new TreeMap<>();
    for (SetEntry entry : part()) {
      String folder = "/" + entry.node();
      String path = entry.name().substring(entry.name().indexOf(folder + "/") + folder.length());
      nodes
          .computeIfAbsent(entry.node(), node -> new TreeMap<>())
          .put(path, backups.content(entry));
    }
    return nodes.values().stream()
        .flatMap(files -> context.distribution().backup().encryptionConfiguration(files).stream())
        .distinct()
        .toList();
  }

  @Override
  public boolean exists() {
    return !part().isEmpty() && !paths.isEmpty();
  }

  @Override
  public boolean isDamaged() {
    return part().stream().noneMatch(this::isMeant);
  }

  @Override
  public void damage() {
    part().stream().filter(this::isMeant).forEach(backups::forget);
  }

  private List<SetEntry> part() {
    return backups.manifest().map(set -> set.of(part)).orElse(List.of());
  }

  private boolean isMeant(SetEntry entry) {
    return paths.stream().anyMatch(path -> entry.name().endsWith(path));
  }
}
