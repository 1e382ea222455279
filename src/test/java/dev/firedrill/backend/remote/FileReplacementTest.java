package dev.firedrill.backend.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By the shell of this machine. */
class FileReplacementTest {

  @TempDir private Path folder;

  /** How it ended, and what it complained of. */
  private record Ended(int exitCode, String said) {}

  private static Ended replace(Path file, String mode, long bytes, String arriving)
      throws IOException, InterruptedException {
    List<String> argv = new ArrayList<>(FileReplacement.of(file.toString(), mode, bytes).argv());
    Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(arriving.getBytes(UTF_8));
    }
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), said);
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a name with spaces", "-n", "it's $HOME", "*", "a\nb"})
  void a_file_of_any_name_is_made_with_its_folder(String name) throws Exception {
    Path file = folder.resolve("new/folder").resolve(name);
    assertThat(replace(file, "0640", 5, "whole")).isEqualTo(new Ended(0, ""));
    assertThat(file).hasContent("whole");
    assertThat(mode(file)).isEqualTo("rw-r-----");
    assertThat(file.getParent().toFile().list()).containsExactly(name);
  }

  @Test
  void an_empty_file_can_be_written() throws Exception {
    Path file = folder.resolve("empty");
    assertThat(replace(file, "0600", 0, "").exitCode()).isZero();
    assertThat(file).isEmptyFile();
  }

  /** As a connection that breaks leaves it: the end of its input is all that the machine sees. */
  @ParameterizedTest
  @ValueSource(strings = {"", "wh", "whole and more"})
  void what_is_not_as_long_as_what_was_sent_replaces_nothing_and_is_removed(String arriving)
      throws Exception {
    Path file = Files.writeString(folder.resolve("manifest.yaml"), "before");
    Ended ended = replace(file, "0600", 5, arriving);
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.said()).isEqualTo("%d of 5 bytes arrived\n".formatted(arriving.length()));
    assertThat(file).hasContent("before");
    assertThat(folder.toFile().list()).containsExactly("manifest.yaml");
  }

  @Test
  void a_folder_is_never_replaced_and_nothing_is_put_into_it() throws Exception {
    Path there = Files.createDirectory(folder.resolve("there"));
    assertThat(replace(there, "0600", 5, "whole").exitCode()).isNotZero();
    assertThat(there).isEmptyDirectory();
    assertThat(folder.toFile().list()).containsExactly("there");
  }

  @Test
  void whoever_reads_the_old_file_goes_on_reading_it() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "before");
    Object before = Files.getAttribute(file, "unix:ino");
    assertThat(replace(file, "0600", 5, "whole").exitCode()).isZero();
    assertThat(Files.getAttribute(file, "unix:ino")).isNotEqualTo(before);
  }
}
