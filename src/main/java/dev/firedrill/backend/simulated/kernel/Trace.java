package dev.firedrill.backend.simulated.kernel;

import java.time.Instant;
import java.util.HexFormat;

/**
 * A digest of everything that happened and of every choice made: two runs with the same trace went
 * the same way. It tells runs apart that were not made to look alike; it proves nothing to anybody
 * who wants to be deceived, and costs some nanoseconds a fact.
 */
public final class Trace {

  private static final long ODD = 0x9e3779b97f4a7c15L;
  private static final long OTHER = 0xc2b2ae3d27d4eb4fL;

  private long one = ODD;
  private long two = OTHER;

  Trace() {}

  /** Takes this into the digest; meant for facts that must not differ between equal runs. */
  public void note(String fact) {
    note(fact.length());
    for (int i = 0; i < fact.length(); i++) {
      note(fact.charAt(i));
    }
  }

  /** The same of a number. */
  void note(long fact) {
    one = mixed(one ^ fact);
    two = mixed(Long.rotateLeft(two, 23) + fact) * OTHER;
  }

  /** That this happened then; the name counts by its hash code, which Java defines. */
  void note(Instant moment, String what) {
    note(moment.getEpochSecond());
    note(((long) moment.getNano() << 32) ^ what.hashCode());
  }

  /** The digest of what was noted so far, 128 bits in hexadecimal. */
  public String hash() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(mixed(one)) + hex.toHexDigits(mixed(two ^ one));
  }

  private static long mixed(long value) {
    long mixed = (value ^ (value >>> 32)) * ODD;
    mixed = (mixed ^ (mixed >>> 29)) * OTHER;
    return mixed ^ (mixed >>> 32);
  }
}
