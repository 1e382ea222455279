package dev.firedrill.backend.containers;

/**
 * What was removed, and verified to be gone.
 *
 * @param containers how many containers
 * @param networks how many networks
 * @param volumes how many volumes
 */
public record Removed(int containers, int networks, int volumes) {

  /** Both together. */
  Removed plus(Removed other) {
    return new Removed(
        containers + other.containers, networks + other.networks, volumes + other.volumes);
  }
}
