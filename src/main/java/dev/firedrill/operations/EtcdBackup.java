package dev.firedrill.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.distribution.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;

/**
 * The facts of a snapshot, written beside its copy when it is taken: what the copy is compared with
 * before anything is done with it.
 *
 * @param sha256 the digest of the copy
 * @param bytes its size
 * @param hash the digest that etcd computes of its content
 * @param revision the newest revision it holds
 * @param totalKeys how many keys, old revisions counted
 * @param takenAt when it was taken
 * @param cluster what tells the cluster it was taken of from others; empty where nobody noted it
 */
record EtcdBackup(
    String sha256,
    long bytes,
    String hash,
    long revision,
    long totalKeys,
    Instant takenAt,
    String cluster) {

  static final String SNAPSHOT = "etcd-snapshot.db";
  private static final String FACTS = "etcd-snapshot.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  static EtcdBackup of(
      Snapshot snapshot, BackupCopy copy, long bytes, Instant takenAt, String cluster) {
    return new EtcdBackup(
        copy.sha256(),
        bytes,
        snapshot.hash(),
        snapshot.revision(),
        snapshot.totalKeys(),
        takenAt,
        cluster);
  }

  void write(OperationContext context) {
    try {
      byte[] facts =
          JSON.writeValueAsBytes(
              Map.of(
                  "sha256", sha256,
                  "bytes", bytes,
                  "hash", hash,
                  "revision", revision,
                  "totalKeys", totalKeys,
                  "takenAt", takenAt.toString(),
                  "cluster", cluster));
      BackupCopy.of(context, FACTS, facts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("facts of a snapshot as JSON", e);
    }
  }

  /**
   * The facts of the newest snapshot.
   *
   * @throws OperationFailed where there is none
   */
  static EtcdBackup latest(OperationContext context) {
    Path file = context.backups().resolve(FACTS);
    if (!Files.isRegularFile(file)) {
      throw new OperationFailed(
          "looking for the newest snapshot of etcd",
          "a snapshot with its facts in " + context.backups(),
          "none",
          "find a backup kept elsewhere; without one only what a surviving member has can be"
              + " saved");
    }
    try {
      JsonNode facts = JSON.readTree(Files.readString(file, StandardCharsets.UTF_8));
      return new EtcdBackup(
          facts.path("sha256").asText(),
          facts.path("bytes").asLong(),
          facts.path("hash").asText(),
          facts.path("revision").asLong(),
          facts.path("totalKeys").asLong(),
          Instant.parse(facts.path("takenAt").asText()),
          facts.path("cluster").asText());
    } catch (JsonProcessingException | DateTimeParseException damaged) {
      throw new OperationFailed(
          "reading what was noted of the newest snapshot of etcd",
          "the facts of a snapshot in " + file,
          String.valueOf(damaged.getMessage()),
          "without them nobody can tell the snapshot from another; use an earlier one");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the facts of the snapshot " + file, e);
    }
  }

  /** The newest snapshot itself. */
  static byte[] content(OperationContext context) {
    Path file = context.backups().resolve(SNAPSHOT);
    if (!Files.isRegularFile(file)) {
      throw new OperationFailed(
          "looking for the newest snapshot of etcd",
          "the snapshot " + file + " beside its facts",
          "none",
          "find a backup kept elsewhere");
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the snapshot " + file, e);
    }
  }
}
