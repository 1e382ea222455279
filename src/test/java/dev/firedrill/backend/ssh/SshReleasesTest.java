package dev.firedrill.backend.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.model.Component;
import dev.firedrill.model.Version;
import dev.firedrill.ports.FileNotAccessible;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshReleasesTest {

  private static final Version TO = Version.parse("v1.30.4");

  @TempDir Path folder;
  private Path release;
  private Path installed;
  private Path calls;
  private TestSshServer server;
  private SshConnection connection;
  private SshReleases releases;

  @BeforeEach
  void serve() throws Exception {
    server = TestSshServer.start(folder.resolve("server"));
    connection = server.connection();
    release = Files.createDirectories(folder.resolve("releases/v1.30.4"));
    installed = Files.createDirectories(folder.resolve("bin"));
    calls = folder.resolve("calls");
    releases =
        new SshReleases(
            folder.resolve("releases"),
            node -> TestSshServer.shell(connection),
            installed.toString());
  }

  @AfterEach
  void stop() throws IOException {
    connection.close();
    server.close();
  }

  private void complete() throws IOException {
    for (String program : new String[] {"kubeadm", "kubelet", "kubectl"}) {
      Files.writeString(release.resolve(program), program + " of v1.30.4");
    }
    archive("kubernetes.tar", "registry.k8s.io/kube-apiserver:v1.30.4");
  }

  private Path archive(String name, String image) throws IOException {
    Path file = Files.createDirectories(release.resolve("images")).resolve(name);
    try (OutputStream out = Files.newOutputStream(file);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      add(tar, "blobs/sha256/abc", "a layer");
      add(tar, "manifest.json", "[{\"RepoTags\":[\"%s\"]}]".formatted(image));
    }
    return file;
  }

  private static void add(TarArchiveOutputStream tar, String name, String text) throws IOException {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  /** A {@code ctr} that has these images and notes what it is given. */
  private void ctr(String images, String imported) throws IOException {
    server.program(
        "ctr",
        "case \"$*\" in *list*) printf '%s\\n' '"
            + images
            + "';; *import*) cat >\""
            + folder.resolve("imported")
            + "\"; echo \"$*\" >>\""
            + calls
            + "\"; "
            + imported
            + ";; esac");
  }

  @Test
  void a_release_is_there_once_nothing_of_it_is_missing() throws IOException {
    assertThat(releases.has(TO)).isFalse();
    assertThat(releases.missing(TO)).hasSize(4).anyMatch(each -> each.contains("images/*.tar"));
    complete();
    assertThat(releases.missing(TO)).isEmpty();
    assertThat(releases.has(TO)).isTrue();
    assertThat(releases.has(Version.parse("v1.30.5"))).isFalse();
  }

  @Test
  void without_a_folder_there_is_none() {
    SshReleases none = new SshReleases(null, node -> TestSshServer.shell(connection), "/none");
    assertThat(none.missing(TO)).containsExactly("the inventory names no folder of releases");
  }

  @Test
  void archives_with_an_image_that_the_node_lacks_are_loaded_and_no_others() throws IOException {
    complete();
    Path other = archive("other.tar", "registry.k8s.io/pause:3.9");
    ctr("registry.k8s.io/kube-apiserver:v1.30.4", "true");
    releases.loadImages(TestSshServer.NODE, TO);
    assertThat(calls).hasContent("--namespace k8s.io images import -");
    assertThat(folder.resolve("imported")).hasSameBinaryContentAs(other);
  }

  @Test
  void images_that_a_node_does_not_take_are_the_steps_failure() throws IOException {
    complete();
    ctr("", "echo no space left >&2; exit 1");
    assertThatThrownBy(() -> releases.loadImages(TestSshServer.NODE, TO))
        .isInstanceOf(FileNotAccessible.class)
        .hasMessageContaining("cp-1")
        .hasMessageContaining("kubernetes.tar")
        .hasMessageContaining("no space left");
  }

  @Test
  void a_program_is_put_in_its_place_once() throws IOException {
    complete();
    Path kubelet = Files.writeString(installed.resolve("kubelet"), "an older one");
    releases.install(TestSshServer.NODE, Component.KUBELET, TO);
    assertThat(kubelet).hasContent("kubelet of v1.30.4");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kubelet)))
        .isEqualTo("rwxr-xr-x");
    Object before = Files.getLastModifiedTime(kubelet);
    Object key = Files.readAttributes(kubelet, "unix:ino").get("ino");
    releases.install(TestSshServer.NODE, Component.KUBELET, TO);
    assertThat((Object) Files.getLastModifiedTime(kubelet)).isEqualTo(before);
    assertThat(Files.readAttributes(kubelet, "unix:ino").get("ino")).isEqualTo(key);
  }

  @Test
  void a_file_that_is_no_archive_of_images_is_named() throws IOException {
    complete();
    Path bad = Files.writeString(release.resolve("images/bad.tar"), "no archive");
    assertThatThrownBy(() -> ImageArchive.names(bad))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bad.tar");
  }
}
