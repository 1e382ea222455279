package dev.firedrill.backend.remote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * Which runs a process works on, as locked files, which the system releases however a process ends.
 * Labels cannot say it alone: they name the process that made the machines, and a run that was
 * resumed belongs to another one.
 */
public final class RunClaims {

  private static final Map<Path, FileChannel> HELD = new HashMap<>();

  private final Path folder;

  /** Keeps the files in that folder. */
  public RunClaims(Path folder) {
    this.folder = folder;
  }

  /** Below {@code FIREDRILL_CACHE}, or else the user's cache. */
  public static RunClaims ofThisUser() {
    String cache = System.getenv("FIREDRILL_CACHE");
    Path home = Path.of(System.getProperty("user.home"), ".cache", "firedrill");
    return new RunClaims((cache == null ? home : Path.of(cache)).resolve("runs"));
  }

  /**
   * Takes the run for this process until it ends or releases it.
   *
   * @throws IllegalStateException where another process has it
   */
  public void claim(String run) {
    Path file = file(run);
    synchronized (HELD) {
      if (HELD.containsKey(file)) {
        return;
      }
      try {
        Files.createDirectories(folder);
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
          channel.close();
          throw new IllegalStateException(
              "run " + run + " belongs to another process that is alive; end that one first");
        }
        HELD.put(file, channel);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot claim run " + run + " by " + file, e);
      }
    }
  }

  /** Gives the run back; does nothing where this process does not have it. */
  public void release(String run) {
    Path file = file(run);
    synchronized (HELD) {
      FileChannel channel = HELD.remove(file);
      if (channel == null) {
        return;
      }
      try (channel) {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot release run " + run + " by " + file, e);
      }
    }
  }

  /** True where a process that is alive works on the run. */
  public boolean isClaimed(String run) {
    Path file = file(run);
    synchronized (HELD) {
      if (HELD.containsKey(file)) {
        return true;
      }
      if (!Files.exists(file)) {
        return false;
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
          FileLock lock = channel.tryLock()) {
        return lock == null;
      } catch (OverlappingFileLockException e) {
        return true;
      } catch (IOException e) {
        throw new UncheckedIOException("cannot tell whether run " + run + " is claimed", e);
      }
    }
  }

  /** The operator's copy of the kubeconfig of that run's cluster. */
  public KubeconfigCopy kubeconfig(String run) {
    return new KubeconfigCopy(file(run, ".conf"));
  }

  private Path file(String run) {
    return file(run, ".lock");
  }

  private Path file(String run, String ending) {
    return folder.resolve(run.replaceAll("[^A-Za-z0-9._-]", "_") + ending).toAbsolutePath();
  }
}
