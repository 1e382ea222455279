package dev.firedrill.ports;

import java.util.List;
import java.util.Optional;

/**
 * A place off the cluster where backups are kept: whole objects by name, a slash between folders.
 * Every method fails with {@link BackupStoreFailed} where the place gives no answer or refuses.
 */
public interface BackupStore {

  /** Where it is, for messages; no secret. */
  String place();

  /**
   * Writes the object; who reads sees what was there before, or all of it, never a part.
   *
   * @param name relative, for example {@code pki/etc/kubernetes/pki/ca.key}
   */
  void put(String name, byte[] content);

  /** What the object holds; nothing where there is none of that name. */
  Optional<byte[]> get(String name);

  /** The names of all objects, sorted, what a broken write has left too. */
  List<String> names();

  /** Removes the object; one that is not there is none to remove. */
  void delete(String name);
}
