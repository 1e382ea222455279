package dev.firedrill.operations;

import dev.firedrill.model.Version;
import java.time.Duration;
import java.util.List;

/**
 * Everything that must hold before an upgrade starts: versions and skew, etcd, certificates,
 * clocks, disruption budgets and room for the drained pods, deprecated APIs still in use, disk.
 * Looks only; reports all that is wrong at once. See "Upgrading kubeadm clusters", "Version Skew
 * Policy" and the seed's checklist.
 *
 * @param to the version to upgrade to
 * @param backupWithin how old the newest verified backup of etcd may be; {@link #ANY_BACKUP} for
 *     not looking
 */
public record Preflight(Version to, Duration backupWithin) implements Operation {

  /** Backups are not looked at. */
  public static final Duration ANY_BACKUP = Duration.ZERO;

  @Override
  public List<String> changes() {
    return List.of();
  }

  @Override
  public String run(OperationContext context) {
    Checks checks = new Checks(context);
    new VersionPreflight(context, checks, to).check();
    new NodePreflight(context, checks).check();
    NodeClocks.of(context, context.cluster().topology().nodes())
        .check(context, checks, NodeClocks.LIMIT);
    new EtcdPreflight(context, checks).check();
    new DrainPreflight(context, checks).check();
    new DeprecatedApiPreflight(context, checks, to).check();
    if (!backupWithin.equals(ANY_BACKUP)) {
      new BackupPreflight(context, checks, backupWithin).check();
    }
    return checks.conclude(
        "preflight of the upgrade to " + to,
        "mend what is named, then run preflight again; nothing was changed");
  }
}
