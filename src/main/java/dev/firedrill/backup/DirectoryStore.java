package dev.firedrill.backup;

import dev.firedrill.ports.BackupStore;
import dev.firedrill.ports.BackupStoreFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Backups in a folder of this machine, readable by its owner alone.
 *
 * @param folder made once something is put there
 */
public record DirectoryStore(Path folder) implements BackupStore {

  private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final String DISK = "check the disk that holds %s, and who may write there";

  @Override
  public String place() {
    return folder.toString();
  }

  @Override
  public void put(String name, byte[] content) {
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(file.getParent(), OWNERS_FOLDER);
      Path partial = file.resolveSibling(file.getFileName() + ".partial");
      Files.deleteIfExists(partial);
      Files.createFile(partial, OWNERS_FILE);
      Files.write(partial, content);
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failed("writing the backup " + file, e);
    }
  }

  @Override
  public Optional<byte[]> get(String name) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw failed("reading the backup " + file, e);
    }
  }

  @Override
  public List<String> names() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(folder)) {
      return found
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw failed("listing the backups in " + folder, e);
    }
  }

  @Override
  public void delete(String name) {
    Path file = folder.resolve(name);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw failed("removing the backup " + file, e);
    }
  }

  private BackupStoreFailed failed(String doing, IOException e) {
    return new BackupStoreFailed(doing, e.toString(), DISK.formatted(folder), e);
  }
}
