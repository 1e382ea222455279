package dev.firedrill.backend.containers.images;

import java.nio.file.Path;
import java.util.List;

/**
 * A root file system of Debian packages, without parent.
 *
 * @param tag the image's name and tag
 * @param script makes an archive from the list of packages
 * @param packages the list, one a line
 * @param inputs the digest of both files; what the packages' versions are is Debian's choice
 */
record DebianImage(String tag, Path script, Path packages, String inputs) implements Image {

  static DebianImage of(String tag, Path script, Path packages) {
    String inputs = new Inputs("debian").text("tag", tag).file(script).file(packages).digest();
    return new DebianImage(tag, script, packages, inputs);
  }

  @Override
  public String title() {
    return "gather Debian packages for " + tag;
  }

  @Override
  public List<Artifact> needs() {
    return List.of();
  }
}
