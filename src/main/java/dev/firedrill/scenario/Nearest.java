package dev.firedrill.scenario;

import java.util.Collection;
import java.util.Comparator;

/** Finds the name that somebody probably meant. */
final class Nearest {

  private Nearest() {}

  /** {@code ; did you mean "drain"?}, or else which names there are. */
  static String hint(String written, Collection<String> names) {
    return names.stream()
        .filter(name -> distance(written, name) <= Math.max(2, name.length() / 3))
        .min(Comparator.comparingInt(name -> distance(written, name)))
        .map(name -> "; did you mean \"" + name + "\"?")
        .orElse(names.isEmpty() ? "; there are none" : "; there are " + String.join(", ", names));
  }

  /** How many letters have to be added, removed or replaced (Levenshtein). */
  private static int distance(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(previous[j], row[j - 1]));
      }
      previous = row;
    }
    return previous[to.length()];
  }
}
