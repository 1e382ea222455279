package dev.firedrill.backend.containers.images;

import java.nio.file.Path;
import java.util.List;

/**
 * A compiled program, or several that are compiled from one pinned module.
 *
 * @param name the folder's name under {@code clusters/images/programs}
 * @param version the pinned version
 * @param folders whose files are put side by side to compile it, a later one's over an earlier
 *     one's; one of them has the script {@code build}
 * @param inputs the digest of those files, the version and the compiler's version
 */
record Program(String name, String version, List<Path> folders, String inputs) implements Artifact {

  /** Copies the folders. */
  public Program {
    folders = List.copyOf(folders);
  }

  static Program of(String name, String version, List<Path> folders, String compiler) {
    Inputs inputs =
        new Inputs("program").text("name", name).text("version", version).text("by", compiler);
    folders.forEach(inputs::files);
    return new Program(name, version, folders, inputs.digest());
  }

  @Override
  public String title() {
    return "compile " + name + " " + version;
  }

  @Override
  public List<Artifact> needs() {
    return List.of();
  }
}
