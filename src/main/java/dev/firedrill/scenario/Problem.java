package dev.firedrill.scenario;

import java.nio.file.Path;

/**
 * One thing wrong with a file that somebody wrote.
 *
 * @param file the file
 * @param line the line, counted from 1, or 0 where the whole file is meant
 * @param key the key it is about, dotted, for example {@code machines[2].address}, or empty
 * @param text what was expected and what was seen
 */
public record Problem(Path file, int line, String key, String text) {

  /** The problem as one line, in the form that editors and terminals link. */
  @Override
  public String toString() {
    return file + (line > 0 ? ":" + line : "") + ": " + (key.isEmpty() ? "" : key + ": ") + text;
  }
}
