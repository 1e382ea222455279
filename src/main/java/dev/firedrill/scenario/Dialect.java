package dev.firedrill.scenario;

import java.nio.file.Path;

/**
 * How scenarios are read for one distribution: with releases of its own, and with shared lists of
 * steps of its own where its runbook differs from everybody's.
 *
 * @param folder has {@code steps/}, whose lists come before those of all
 * @param releases which releases the versions in files are
 */
public record Dialect(Path folder, ReleaseNames releases) {

  /**
   * That of a distribution, kept in {@code distributions/NAME}; as written where there is no such
   * folder.
   *
   * @param home Firedrill's own folder
   */
  public static Dialect of(Path home, String distribution) {
    Path folder = home.resolve("distributions").resolve(distribution);
    return new Dialect(folder, ReleaseNames.read(folder.resolve("releases.properties")));
  }
}
