package dev.firedrill.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds and masks the secrets of one text, also those in Base64 (a kubeconfig's {@code
 * client-key-data}, a Secret's data) and in Base64 within Base64.
 */
final class SecretText {

  /** A secret found, and the line it begins in, from 1. */
  record Found(SecretKind kind, int line) {}

  private static final int DEEPEST_ENCODING = 3;

  /** A run of Base64, also when it is wrapped into lines. */
  private static final Pattern BASE64 =
      Pattern.compile(
          "(?<secret>[A-Za-z0-9+/]{40,}+"
              + "(?:(?:\\r?\\n|\\\\n)[ \\t]*+[A-Za-z0-9+/]{16,}+)*+={0,2})");

  private static final Pattern LINE_BREAK = Pattern.compile("\\s|\\\\n");

  private final List<Found> found = new ArrayList<>();
  private final String masked;

  SecretText(String text) {
    this(text, 0);
  }

  private SecretText(String text, int depth) {
    String result = text;
    for (SecretKind kind : SecretKind.values()) {
      result = mask(result, kind.pattern(), secret -> Optional.of(kind));
    }
    if (depth < DEEPEST_ENCODING) {
      result = mask(result, BASE64, run -> encodedSecret(run, depth));
    }
    masked = result;
  }

  List<Found> found() {
    return List.copyOf(found);
  }

  /** The text with every secret replaced by what it was. */
  String masked() {
    return masked;
  }

  private String mask(String text, Pattern pattern, Function<String, Optional<SecretKind>> judge) {
    StringBuilder result = new StringBuilder();
    int copied = 0;
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      Optional<SecretKind> kind = judge.apply(matcher.group("secret"));
      if (kind.isPresent()) {
        int start = matcher.start("secret");
        found.add(new Found(kind.get(), lineOf(text, start)));
        result.append(text, copied, start).append(kind.get().mask());
        copied = matcher.end("secret");
      }
    }
    return result.append(text, copied, text.length()).toString();
  }

  /** A run of Base64 may begin with letters that do not belong to it: all alignments are tried. */
  private static Optional<SecretKind> encodedSecret(String run, int depth) {
    String encoded = LINE_BREAK.matcher(run).replaceAll("").replace("=", "");
    for (int offset = 0; offset < 4; offset++) {
      int length = (encoded.length() - offset) / 4 * 4;
      byte[] decoded = Base64.getDecoder().decode(encoded.substring(offset, offset + length));
      String text = new String(decoded, StandardCharsets.ISO_8859_1);
      List<Found> inside = new SecretText(text, depth + 1).found();
      if (!inside.isEmpty()) {
        return Optional.of(inside.get(0).kind());
      }
    }
    return Optional.empty();
  }

  private static int lineOf(String text, int position) {
    return 1 + (int) text.chars().limit(position).filter(character -> character == '\n').count();
  }
}
