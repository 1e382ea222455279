package dev.firedrill.backend.containers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.firedrill.model.Version;
import org.junit.jupiter.api.Assumptions;

/** The real engine, for tests that are of no use without one. */
final class TestEngine {

  static final String REPOSITORY = "firedrill/node";
  static final Version OLD = Version.parse("v1.29.4");
  static final Version NEW = Version.parse("v1.30.4");

  /**
   * Several processes may run these tests on one engine: each uses names and addresses of its own.
   */
  private static final long PID = ProcessHandle.current().pid();

  private static final String NETWORK = "172.30." + (120 + PID % 120);

  static final String SUBNET = NETWORK + ".0/24";

  private TestEngine() {}

  static String unique(String name) {
    return name + "-" + PID;
  }

  /** An address in the subnet. */
  static String address(int host) {
    return NETWORK + "." + host;
  }

  /** The engine; the test is skipped, saying why, where there is none or it lacks an image. */
  static Engine with(String... images) {
    Engine engine = connect();
    for (String image : images) {
      assumeTrue(engine.hasImage(image), "the engine has no image " + image);
    }
    return engine;
  }

  static String node(Version version) {
    return REPOSITORY + ":" + version;
  }

  private static Engine connect() {
    try {
      return Engine.connect();
    } catch (EngineUnavailable e) {
      return Assumptions.abort(e.getMessage());
    }
  }
}
