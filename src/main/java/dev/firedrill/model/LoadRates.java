package dev.firedrill.model;

/**
 * The load a scenario offers, open loop.
 *
 * @param httpPerSecond requests a second to the workload; 0 for none
 * @param ledgerPerSecond numbered objects written a second; 0 for none
 */
public record LoadRates(int httpPerSecond, int ledgerPerSecond) {}
