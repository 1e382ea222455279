package dev.firedrill.report;

import io.qameta.allure.AllureResultsWriter;
import io.qameta.allure.model.Attachment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Copies texts and files of the run into the Allure results. Their names are the same each time.
 */
final class AllureAttachments {

  /** The report holds every attachment in one page; of a longer file its end is kept. */
  private static final int MOST_BYTES = 512 * 1024;

  private final AllureResultsWriter results;
  private final Path runFolder;
  private final Set<String> written = new HashSet<>();

  AllureAttachments(AllureResultsWriter results, Path runFolder) {
    this.results = results;
    this.runFolder = runFolder;
  }

  /** A chart as an image. */
  Attachment chart(Chart chart) {
    byte[] svg = chart.svg().getBytes(StandardCharsets.UTF_8);
    return write(chart.title(), "chart-" + chart.name(), "svg", "image/svg+xml", svg);
  }

  /** A file of the run, where it is there. */
  Optional<Attachment> file(String name, String file, String type) {
    Path path = runFolder.resolve(file).normalize();
    if (file.isEmpty() || !path.startsWith(runFolder.normalize()) || !Files.isRegularFile(path)) {
      return Optional.empty();
    }
    String ending = type.equals("application/json") ? "json" : "txt";
    return Optional.of(write(name, "file-" + file, ending, type, content(path)));
  }

  private Attachment write(String name, String key, String ending, String type, byte[] content) {
    String source = AllureNames.uuid(key) + "-attachment." + ending;
    if (written.add(source)) {
      results.write(source, new ByteArrayInputStream(content));
    }
    return new Attachment().setName(name).setType(type).setSource(source);
  }

  private byte[] content(Path path) {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      long skipped = Math.max(0, file.length() - MOST_BYTES);
      byte[] end = new byte[(int) (file.length() - skipped)];
      file.seek(skipped);
      file.readFully(end);
      if (skipped == 0) {
        return end;
      }
      String note =
          "[the first %d bytes are left out here; all of it is in %s]\n"
              .formatted(skipped, runFolder.relativize(path));
      return (note + new String(end, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path + " for the Allure report", e);
    }
  }
}
