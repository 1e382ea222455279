package dev.firedrill.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code history.jsonl}: one observation a line, appended in one write each, so that a kill of the
 * process loses none that was recorded. A line cut short by a kill of the machine is dropped when
 * the file is opened again.
 *
 * <p>Written through a stream: the interrupt of one thread that records would close a channel for
 * all of them.
 */
public final class HistoryFile implements Recorder, Closeable {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .build();

  private final Path file;
  private final FileOutputStream stream;

  private HistoryFile(Path file, FileOutputStream stream) {
    this.file = file;
    this.stream = stream;
  }

  /**
   * Opens the file for appending, making it where it is missing.
   *
   * @throws UncheckedIOException naming the file
   */
  public static HistoryFile open(Path file) {
    try {
      FileOutputStream stream = new FileOutputStream(file.toFile(), true);
      stream.getChannel().truncate(endOfLastWholeLine(file));
      return new HistoryFile(file, stream);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the history " + file, e);
    }
  }

  /**
   * Reads a saved history.
   *
   * @throws UncheckedIOException naming the file and the line that is not an observation
   */
  public static History read(Path file) {
    try {
      List<Observation> observations = new ArrayList<>();
      List<String> lines = Files.readAllLines(file);
      for (String line : lines) {
        observations.add(parse(file, observations.size() + 1, line));
      }
      return new History(observations);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the history " + file, e);
    }
  }

  @Override
  public synchronized void record(Observation observation) {
    try {
      byte[] line = (JSON.writeValueAsString(observation) + "\n").getBytes(StandardCharsets.UTF_8);
      stream.write(line);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot append to the history " + file, e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      stream.getFD().sync();
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the history " + file, e);
    }
  }

  private static Observation parse(Path file, int number, String line) throws IOException {
    try {
      return JSON.readValue(line, Observation.class);
    } catch (JsonProcessingException e) {
      throw new IOException(
          file + " line " + number + " is not an observation: " + e.getOriginalMessage(), e);
    }
  }

  private static long endOfLastWholeLine(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    int end = content.length;
    while (end > 0 && content[end - 1] != '\n') {
      end--;
    }
    return end;
  }
}
