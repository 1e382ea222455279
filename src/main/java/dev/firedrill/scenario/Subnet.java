package dev.firedrill.scenario;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IPv4 network in CIDR form.
 *
 * @param first its first address as a number
 * @param prefix the length of its prefix
 */
record Subnet(long first, int prefix) {

  private static final Pattern CIDR = Pattern.compile("([^/]+)/(\\d{1,2})");
  private static final Pattern ADDRESS =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
  private static final int BITS = 32;

  /**
   * Reads {@code 172.30.1.0/24}.
   *
   * @throws IllegalArgumentException naming the text and the form expected
   */
  static Subnet parse(String text) {
    Matcher matcher = CIDR.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > BITS) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a network; expected the form 172.30.1.0/24");
    }
    Subnet subnet = new Subnet(address(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    if (subnet.first % subnet.size() != 0) {
      throw new IllegalArgumentException(
          "\"" + text + "\" has bits set outside of its prefix; write the network's first address");
    }
    return subnet;
  }

  /**
   * An address as a number.
   *
   * @throws IllegalArgumentException naming the text and the form expected
   */
  static long address(String text) {
    Matcher matcher = ADDRESS.matcher(text);
    long value = 0;
    boolean valid = matcher.matches();
    for (int i = 1; valid && i <= matcher.groupCount(); i++) {
      int octet = Integer.parseInt(matcher.group(i));
      valid = octet < 256;
      value = value * 256 + octet;
    }
    if (!valid) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not an IPv4 address; expected the form 172.30.1.11");
    }
    return value;
  }

  /** True where a machine can have that address: not the network's, the gateway's or broadcast. */
  boolean hasRoomFor(long address) {
    return address > first + 1 && address < first + size() - 1;
  }

  boolean overlaps(Subnet other) {
    return first < other.first + other.size() && other.first < first + size();
  }

  private long size() {
    return 1L << (BITS - prefix);
  }
}
