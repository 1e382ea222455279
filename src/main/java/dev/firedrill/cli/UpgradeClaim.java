package dev.firedrill.cli;

import dev.firedrill.backend.remote.RunClaims;
import java.util.List;

/**
 * That one process of this user upgrades a cluster at a time: a second one, as where a run is gone
 * on with whose process is alive, would drain nodes that the first counts on.
 */
final class UpgradeClaim {

  private final RunClaims claims;

  UpgradeClaim(RunClaims claims) {
    this.claims = claims;
  }

  /**
   * Takes the cluster until this process ends, however it does.
   *
   * @throws Refused where another process has it
   */
  void take(String cluster) {
    try {
      claims.claim("upgrade-of-" + cluster);
    } catch (IllegalStateException e) {
      throw new Refused(
          List.of("cluster %s is being upgraded: %s".formatted(cluster, e.getMessage())),
          ExitCode.INCONCLUSIVE);
    }
  }
}
