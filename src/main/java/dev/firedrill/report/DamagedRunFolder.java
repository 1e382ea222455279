package dev.firedrill.report;

import java.nio.file.Path;
import java.util.List;

/** A run folder that cannot be judged or resumed; names everything that is wrong with it. */
public final class DamagedRunFolder extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  DamagedRunFolder(Path folder, List<String> problems) {
    super(
        ("cannot open the run folder %s: %s."
                + " Next: restore these files from a copy, or run the drill again")
            .formatted(folder, String.join("; ", problems)));
    this.problems = List.copyOf(problems);
  }

  /** Each missing or damaged part, in an operator's words. */
  public List<String> problems() {
    return problems;
  }
}
