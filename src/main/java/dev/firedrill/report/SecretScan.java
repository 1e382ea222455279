package dev.firedrill.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Searches a whole run folder for private keys, bootstrap tokens, certificate keys and
 * service-account tokens. A report is passed around; none of them may be in it.
 */
public final class SecretScan {

  /** What is larger is not read into memory, and is reported instead. */
  private static final long LARGEST_FILE_BYTES = 256L * 1024 * 1024;

  private final Path folder;
  private final List<String> places = new ArrayList<>();

  private SecretScan(Path folder) {
    this.folder = folder;
  }

  /**
   * Searches every file, masking what it finds in place; the other bytes stay as they are. The
   * history must be closed before, and read again after.
   *
   * @throws SecretsFound where there was any, or a file too large to be searched
   * @throws UncheckedIOException naming the file that could not be read or written
   */
  public static void run(Path folder) {
    SecretScan scan = new SecretScan(folder);
    scan.files().forEach(scan::search);
    if (!scan.places.isEmpty()) {
      throw new SecretsFound(folder, scan.places);
    }
  }

  private List<Path> files() {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot search " + folder + " for secrets", e);
    }
  }

  private void search(Path file) {
    try {
      if (Files.size(file) > LARGEST_FILE_BYTES) {
        places.add(
            "%s is larger than %d bytes and was not searched"
                .formatted(folder.relativize(file), LARGEST_FILE_BYTES));
        return;
      }
      // ISO 8859-1 maps every byte to a character and back, whatever the file holds.
      SecretText text = new SecretText(Files.readString(file, StandardCharsets.ISO_8859_1));
      if (!text.found().isEmpty()) {
        replace(file, text.masked());
        text.found().forEach(found -> places.add(describe(file, found)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot search " + file + " for secrets", e);
    }
  }

  private String describe(Path file, SecretText.Found found) {
    return "%s line %d: %s".formatted(folder.relativize(file), found.line(), found.kind().label());
  }

  private static void replace(Path file, String content) throws IOException {
    Path masked = Files.createTempFile(file.getParent(), "masked-", ".tmp");
    Files.writeString(masked, content, StandardCharsets.ISO_8859_1);
    Files.move(masked, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
