package dev.firedrill.ports;

import dev.firedrill.model.NodeName;

/** The only way to a machine: run a command, read a file, write a file, all as root. */
public interface NodeShell {

  /** The machine. */
  NodeName node();

  /**
   * Runs a command to its end. An exit code other than 0 is an answer, not an exception.
   *
   * @throws NodeUnreachable where the machine could not be reached
   * @throws CommandTimedOut where the command did not end in its time
   */
  CommandResult run(Command command);

  /**
   * The file's content.
   *
   * @throws NodeUnreachable where the machine could not be reached
   * @throws FileNotAccessible where there is no such file, naming it
   */
  byte[] read(String path);

  /**
   * Replaces the file's content, making its folders; readers see the old content or the new.
   *
   * @param mode the permission bits in octal, for example {@code "0600"}
   * @throws NodeUnreachable where the machine could not be reached
   * @throws FileNotAccessible where it does not take the file, as with a full disk
   */
  void write(String path, byte[] content, String mode);
}
