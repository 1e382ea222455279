package dev.firedrill.backend.containers.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {

  @TempDir Path folder;
  private Path file = Path.of("");
  private String before = "";

  @BeforeEach
  void digestAFolder() throws IOException {
    file = Files.writeString(Files.createDirectories(folder.resolve("sub")).resolve("a"), "one");
    Files.createSymbolicLink(folder.resolve("link"), Path.of("there"));
    before = digest();
  }

  @Test
  void changesWithAFilesContent() throws IOException {
    Files.writeString(file, "two");
    assertThat(digest()).isNotEqualTo(before);
  }

  @Test
  void changesWithAFilesName() throws IOException {
    Files.move(file, file.resolveSibling("b"));
    assertThat(digest()).isNotEqualTo(before);
  }

  @Test
  void changesWhenAFileBecomesExecutable() {
    assertThat(file.toFile().setExecutable(true)).isTrue();
    assertThat(digest()).isNotEqualTo(before);
  }

  @Test
  void changesWithALinksTargetAlsoWhereItLeadsNowhere() throws IOException {
    Files.delete(folder.resolve("link"));
    Files.createSymbolicLink(folder.resolve("link"), Path.of("elsewhere"));
    assertThat(digest()).isNotEqualTo(before);
  }

  @Test
  void staysWhenOnlyAFilesTimeChanges() throws IOException {
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    assertThat(digest()).isEqualTo(before);
  }

  @Test
  void doesNotConfuseOneLongWordWithTwoShortOnes() {
    String apart = new Inputs("kind").text("a", "b").text("c", "d").digest();
    String together = new Inputs("kind").text("a", "b1:c1:d").digest();
    assertThat(apart).isNotEqualTo(together);
  }

  private String digest() {
    return new Inputs("test").tree(folder).digest();
  }
}
