package dev.firedrill.report;

import java.nio.file.Path;
import java.util.List;

/** A run folder held secrets, or could not be searched; what was found is masked already. */
public final class SecretsFound extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> places;

  SecretsFound(Path folder, List<String> places) {
    super(
        ("run folder %s: expected no secrets, found %s. They are masked there."
                + " Next: hide them where they were recorded (Command.hiding) and replace them if"
                + " the folder was copied")
            .formatted(folder.getFileName(), String.join("; ", places)));
    this.places = List.copyOf(places);
  }

  /** Each place, as {@code commands/cp-1-kubeadm-1.txt line 7: bootstrap token}. */
  public List<String> places() {
    return places;
  }
}
