package dev.firedrill.ports;

import dev.firedrill.model.NodeName;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A file on a machine could not be read or written: there is none, the disk is full or cannot be
 * written. The machine itself answered.
 */
public final class FileNotAccessible extends UncheckedIOException {

  private static final long serialVersionUID = 1L;

  private FileNotAccessible(String what, IOException why) {
    super(what + ": " + why.getMessage(), why);
  }

  /** The machine gives no such file. */
  public static FileNotAccessible reading(NodeName node, String path, IOException why) {
    return new FileNotAccessible("node %s gives no file %s".formatted(node, path), why);
  }

  /** The machine does not take the file; what was there before is there still. */
  public static FileNotAccessible writing(NodeName node, String path, IOException why) {
    return new FileNotAccessible("node %s does not take file %s".formatted(node, path), why);
  }
}
