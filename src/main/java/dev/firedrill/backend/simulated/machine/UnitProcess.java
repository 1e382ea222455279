package dev.firedrill.backend.simulated.machine;

import dev.firedrill.model.Version;
import org.jspecify.annotations.Nullable;

/**
 * The process of a started unit.
 *
 * @param pid its number
 * @param version the version of the program it was started from, which a newer program on the disk
 *     does not change; null where the program has none that matters
 */
public record UnitProcess(int pid, @Nullable Version version) {}
