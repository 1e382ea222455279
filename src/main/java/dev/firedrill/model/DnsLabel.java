package dev.firedrill.model;

import java.util.regex.Pattern;

/**
 * What Kubernetes names nodes and namespaces by: at most 63 lower-case letters, digits and hyphens,
 * beginning and ending with a letter or digit (RFC 1123).
 */
public final class DnsLabel {

  private static final Pattern FORM = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  private DnsLabel() {}

  /** True for a text of that form. */
  public static boolean is(String text) {
    return FORM.matcher(text).matches();
  }
}
