package dev.firedrill.backend.containers;

/**
 * What a run left in the engine whose process is no longer alive.
 *
 * @param cluster the cluster's name
 * @param run the run
 * @param containers how many containers
 * @param networks how many networks
 */
public record Leftover(String cluster, String run, int containers, int networks) {}
