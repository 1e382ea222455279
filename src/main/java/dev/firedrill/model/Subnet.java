package dev.firedrill.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IPv4 network.
 *
 * @param base its network address
 * @param prefixLength how many leading bits its addresses share
 */
public record Subnet(int base, int prefixLength) {

  private static final Pattern ADDRESS =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
  private static final Pattern CIDR = Pattern.compile("([\\d.]+)/(\\d{1,2})");

  /** The network that holds the address given, whatever its host bits. */
  public Subnet {
    if (prefixLength < 0 || prefixLength > 32) {
      throw new IllegalArgumentException("/" + prefixLength + " is not between /0 and /32");
    }
    base &= mask(prefixLength);
  }

  /**
   * Reads CIDR form, for example {@code 172.30.2.0/24}.
   *
   * @throws IllegalArgumentException naming the text and what is wrong with it
   */
  public static Subnet parse(String text) {
    Subnet subnet = around(text);
    if (!subnet.toString().equals(text)) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is the address of a host; its network is " + subnet);
    }
    return subnet;
  }

  /**
   * The network around an address with its prefix length, for example {@code 172.30.2.1/24}.
   *
   * @throws IllegalArgumentException naming the text and what is wrong with it
   */
  public static Subnet around(String text) {
    Matcher matcher = CIDR.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 32) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a network; expected the form 172.30.2.0/24");
    }
    return new Subnet(bits(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /**
   * The text, where it is an IPv4 address.
   *
   * @throws IllegalArgumentException naming the text and the form expected
   */
  public static String address(String text) {
    bits(text);
    return text;
  }

  /** True where the address lies in the network. */
  public boolean contains(String address) {
    return (bits(address) & mask(prefixLength)) == base;
  }

  /**
   * True where a machine may have the address: in the network, and neither the network's own, nor
   * its first, which the host takes as gateway, nor its broadcast address.
   */
  public boolean hasRoomFor(String address) {
    int bits = bits(address);
    int broadcast = base | ~mask(prefixLength);
    return contains(address) && bits != base && bits != base + 1 && bits != broadcast;
  }

  /** True where the networks share an address. */
  public boolean overlaps(Subnet other) {
    int shorter = mask(Math.min(prefixLength, other.prefixLength));
    return (base & shorter) == (other.base & shorter);
  }

  @Override
  public String toString() {
    return dotted(base) + "/" + prefixLength;
  }

  private static int mask(int prefixLength) {
    return prefixLength == 0 ? 0 : -1 << (32 - prefixLength);
  }

  private static int bits(String address) {
    Matcher matcher = ADDRESS.matcher(address);
    boolean valid = matcher.matches();
    int bits = 0;
    for (int group = 1; valid && group <= 4; group++) {
      int octet = Integer.parseInt(matcher.group(group));
      valid = octet <= 255;
      bits = bits << 8 | octet;
    }
    if (!valid) {
      throw new IllegalArgumentException(
          "\"" + address + "\" is not an IPv4 address; expected the form 172.30.2.11");
    }
    return bits;
  }

  private static String dotted(int bits) {
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 255)
        + "."
        + (bits >>> 8 & 255)
        + "."
        + (bits & 255);
  }
}
