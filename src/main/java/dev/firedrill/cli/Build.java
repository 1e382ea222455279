package dev.firedrill.cli;

import com.sun.management.OperatingSystemMXBean;
import dev.firedrill.report.HostFacts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** What this Firedrill was built from, and where it runs. */
final class Build {

  private Build() {}

  /** The version in the build file. */
  static String version() {
    try (InputStream stream = Build.class.getResourceAsStream("/firedrill.properties")) {
      Properties properties = new Properties();
      if (stream != null) {
        properties.load(stream);
      }
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read firedrill.properties", e);
    }
  }

  /**
   * The commit that is checked out, {@code -dirty} where files differ; empty where git cannot say.
   */
  static String commit(Home home) {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--abbrev=40", "--exclude=*", "--dirty")
              .directory(home.path().toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return git.waitFor() == 0 ? said.strip() : "";
    } catch (IOException noGit) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** This machine. */
  static HostFacts host(String engine) {
    long memory =
        ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
            ? system.getTotalMemorySize()
            : 0;
    String kernel = System.getProperty("os.name") + " " + System.getProperty("os.version");
    return new HostFacts(engine, kernel, Runtime.getRuntime().availableProcessors(), memory);
  }
}
