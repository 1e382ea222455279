package dev.firedrill.verdict;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * {@code verdict.json}: the names of its fields are those of {@link Verdict}, {@link Finding} and
 * {@link Evidence} and do not change. What is read back equals what was written.
 */
public final class VerdictFile {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private VerdictFile() {}

  /**
   * Writes the file, whole or not at all.
   *
   * @throws UncheckedIOException naming the file
   */
  public static void write(Path file, Verdict verdict) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.writeString(part, JSON.writeValueAsString(verdict) + "\n");
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the verdict " + file, e);
    }
  }

  /**
   * Reads a saved verdict.
   *
   * @throws UncheckedIOException naming the file, also where it is no verdict
   */
  public static Verdict read(Path file) {
    try {
      return JSON.readValue(Files.readString(file), Verdict.class);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the verdict " + file + ": " + e.getMessage(), e);
    }
  }
}
