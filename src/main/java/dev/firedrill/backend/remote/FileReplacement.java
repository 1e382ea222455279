package dev.firedrill.backend.remote;

import dev.firedrill.ports.Command;

/**
 * Puts a file onto a machine by a command, whole or not at all. It is written beside the one that
 * it replaces, in a hidden file that nobody else can read, and takes its place in one step, once as
 * many bytes have arrived as were sent: input that is cut short ends like input that is whole.
 * Hidden, because kubelet would take half of a manifest for a static pod.
 *
 * <p>POSIX sh, with {@code mktemp} and {@code mv} of GNU coreutils.
 */
public final class FileReplacement {

  private static final String SCRIPT =
      """
      set -eu
      folder=$(dirname -- "$1")
      mkdir -p -- "$folder"
      new=$(mktemp -- "$folder/.firedrill.XXXXXXXX")
      trap 'rm -f -- "$new"' EXIT
      cat >"$new"
      arrived=$(wc -c <"$new")
      [ "$arrived" -eq "$3" ] || { echo "$arrived of $3 bytes arrived" >&2; exit 1; }
      chmod -- "$2" "$new"
      mv -T -- "$new" "$1"
      """;

  private FileReplacement() {}

  /**
   * The command, which reads the content. It ends with another exit code than 0 where the file was
   * not replaced, and says why; what was there is as it was then.
   *
   * @param path the file, absolute; folders that lead to it are made
   * @param mode as {@code chmod} takes it
   * @param bytes how long the content is
   */
  public static Command of(String path, String mode, long bytes) {
    return Command.of("sh", "-c", SCRIPT, "sh", path, mode, Long.toString(bytes));
  }
}
