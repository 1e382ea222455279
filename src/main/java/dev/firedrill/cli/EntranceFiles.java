package dev.firedrill.cli;

import dev.firedrill.backend.simulated.wire.Entrance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The credentials of a served cluster as files that only their owner can read; removed at the end.
 */
final class EntranceFiles implements AutoCloseable {

  private static final String KUBECONFIG = "kubeconfig";
  private static final String AUTHORITY = "etcd-ca.crt";
  private static final String CERTIFICATE = "etcd-client.crt";
  private static final String KEY = "etcd-client.key";

  private final Path folder;

  private EntranceFiles(Path folder) {
    this.folder = folder;
  }

  static EntranceFiles write(Path folder, Entrance entrance) {
    EntranceFiles files = new EntranceFiles(folder.toAbsolutePath());
    files.close();
    try {
      Files.createDirectory(files.folder, only("rwx------"));
      files.write(KUBECONFIG, entrance.kubeconfig());
      files.write(AUTHORITY, entrance.etcdAuthority());
      files.write(CERTIFICATE, entrance.etcdCertificate());
      files.write(KEY, entrance.etcdKey());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "writing the credentials of the served cluster to " + folder, e);
    }
    return files;
  }

  Path kubeconfig() {
    return folder.resolve(KUBECONFIG);
  }

  /** How etcdctl is told of them. */
  String etcdctl() {
    return "ETCDCTL_CACERT=%s ETCDCTL_CERT=%s ETCDCTL_KEY=%s"
        .formatted(folder.resolve(AUTHORITY), folder.resolve(CERTIFICATE), folder.resolve(KEY));
  }

  @Override
  public void close() {
    try {
      for (String name : List.of(KUBECONFIG, AUTHORITY, CERTIFICATE, KEY)) {
        Files.deleteIfExists(folder.resolve(name));
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "removing the credentials of the served cluster from " + folder, e);
    }
  }

  private void write(String name, String content) throws IOException {
    Path file = Files.createFile(folder.resolve(name), only("rw-------"));
    Files.writeString(file, content);
  }

  private static FileAttribute<?> only(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
