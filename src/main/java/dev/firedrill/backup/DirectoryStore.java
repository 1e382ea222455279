package dev.firedrill.backup;

import dev.firedrill.ports.BackupStore;
import dev.firedrill.ports.BackupStoreFailed;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Backups in a folder of this machine, readable by its owner alone. What was put or removed is on
 * the disk, also after a loss of power, before the call returns: the earlier set may be removed
 * then.
 *
 * @param folder made once something is put there
 * @param disk what holds it
 */
public record DirectoryStore(Path folder, Disk disk) implements BackupStore {

  /** Brings what the system keeps in memory of a file or folder to the disk. */
  public interface Disk {

    /** Returns once all of it is there. */
    void force(Path path) throws IOException;
  }

  private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final String DISK = "check the disk that holds %s, and who may write there";

  /** On a disk of this machine. */
  public DirectoryStore(Path folder) {
    this(folder, DirectoryStore::forced);
  }

  /** The same for what nobody has to keep: simulated drills, many of them, on a disk in use. */
  public static DirectoryStore unforced(Path folder) {
    return new DirectoryStore(folder, path -> {});
  }

  /** A folder has to be forced too: it is where the name of a file is written down. */
  private static void forced(Path path) throws IOException {
    boolean folder = Files.isDirectory(path);
    try (FileChannel channel =
        FileChannel.open(path, folder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Makes it, and those above it, each written down in the one above. */
  private void makeFolder(Path wanted) throws IOException {
    Path above = wanted.toAbsolutePath().getParent();
    if (Files.isDirectory(wanted)) {
      return;
    }
    if (above != null) {
      makeFolder(above);
    }
    Files.createDirectories(wanted, OWNERS_FOLDER);
    if (above != null) {
      disk.force(above);
    }
  }

  @Override
  public String place() {
    return folder.toString();
  }

  @Override
  public void put(String name, byte[] content) {
    Path file = folder.resolve(name);
    try {
      makeFolder(file.getParent());
      Path partial = file.resolveSibling(file.getFileName() + ".partial");
      Files.deleteIfExists(partial);
      Files.createFile(partial, OWNERS_FILE);
      Files.write(partial, content);
      disk.force(partial);
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      disk.force(file.getParent());
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
      if (Files.deleteIfExists(file)) {
        disk.force(file.getParent());
      }
    } catch (IOException e) {
      throw failed("removing the backup " + file, e);
    }
  }

  private BackupStoreFailed failed(String doing, IOException e) {
    return new BackupStoreFailed(doing, e.toString(), DISK.formatted(folder), e);
  }
}
