package dev.firedrill.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The most memory that this host had in use above what it used at the start, by MemAvailable of
 * {@code /proc/meminfo}, looked at once a second. Includes this process and all containers.
 */
public final class MemoryPeak implements AutoCloseable {

  private static final Path MEMINFO = Path.of("/proc/meminfo");

  private final long before = availableBytes();
  private final AtomicLong least = new AtomicLong(before);
  private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();

  /** Starts to look. */
  public MemoryPeak() {
    looks.scheduleAtFixedRate(
        () -> least.accumulateAndGet(availableBytes(), Math::min), 1, 1, TimeUnit.SECONDS);
  }

  /** The peak so far, in bytes. */
  public long bytes() {
    return before - least.get();
  }

  @Override
  public void close() {
    looks.shutdownNow();
  }

  private static long availableBytes() {
    try {
      return Files.readAllLines(MEMINFO).stream()
              .filter(line -> line.startsWith("MemAvailable:"))
              .map(line -> line.replaceAll("\\D", ""))
              .mapToLong(Long::parseLong)
              .findFirst()
              .orElse(0)
          * 1024;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + MEMINFO, e);
    }
  }
}
