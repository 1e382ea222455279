package dev.firedrill.report;

/**
 * The machine a run was made on, so that its times can be compared with another's.
 *
 * @param engine the container engine and its version, or empty where none was used
 * @param kernel the operating system and its version
 * @param processors how many there are
 * @param memoryBytes the memory in bytes
 */
public record HostFacts(String engine, String kernel, int processors, long memoryBytes) {}
