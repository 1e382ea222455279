package dev.firedrill.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The style sheets that come with the program; they are copied into what uses them. */
final class StyleSheet {

  private StyleSheet() {}

  static String of(String name) {
    try (InputStream css = StyleSheet.class.getResourceAsStream(name)) {
      if (css == null) {
        throw new IllegalStateException(name + " is missing from the program");
      }
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " of the program", e);
    }
  }
}
