package dev.firedrill.report;

import java.nio.file.Path;

/** Allure made no report of its results; the page and the verdict are there all the same. */
public final class AllureNotGenerated extends RuntimeException {

  private static final long serialVersionUID = 1L;

  AllureNotGenerated(Path results, String seen) {
    super(
        ("making the Allure report of %s: expected an index.html, but %s."
                + " Next: make it by hand with \"allure generate\" from these results")
            .formatted(results, seen));
  }
}
