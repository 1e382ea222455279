package dev.firedrill.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The copy of the newest snapshot as it lies off the cluster, and the facts noted beside it. */
final class StoredSnapshot {

  private static final String ANOTHER = "another cluster";
  private static final String CLUSTER = "cluster";
  private static final String SHA_256 = "sha256";
  private static final int SEAL = 32;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path snapshot;
  private final Path facts;

  StoredSnapshot(Path backups) {
    this.snapshot = backups.resolve("etcd-snapshot.db");
    this.facts = backups.resolve("etcd-snapshot.json");
  }

  boolean exists() {
    return Files.isRegularFile(snapshot) && Files.isRegularFile(facts);
  }

  /** It is another than was noted, or the note is of another cluster. */
  boolean isDamaged() {
    JsonNode noted = noted();
    return noted.path(CLUSTER).asText().equals(ANOTHER)
        || !noted.path(SHA_256).asText().equals(HexFormat.of().formatHex(sha256(content())));
  }

  void damage(Damage how) {
    byte[] content = content();
    switch (how) {
      case TRUNCATED -> write(snapshot, Arrays.copyOf(content, content.length / 2));
      case EMPTY -> write(snapshot, new byte[0]);
      case NO_HASH -> write(snapshot, Arrays.copyOf(content, content.length - SEAL));
      case FOREIGN -> exchange(content);
    }
  }

  /** The note first: what is said to be of another cluster is damaged, whatever lies beside it. */
  private void exchange(byte[] content) {
    byte[] other = content.clone();
    int sealed = other.length - SEAL;
    other[sealed - 1] ^= 1;
    System.arraycopy(sha256(Arrays.copyOf(other, sealed)), 0, other, sealed, SEAL);
    ObjectNode noted = noted().deepCopy();
    noted.put(CLUSTER, ANOTHER);
    noted.put(SHA_256, HexFormat.of().formatHex(sha256(other)));
    try {
      write(facts, JSON.writeValueAsBytes(noted));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the facts of a snapshot as JSON", e);
    }
    write(snapshot, other);
  }

  private JsonNode noted() {
    try {
      return JSON.readTree(facts.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the facts of the snapshot " + facts, e);
    }
  }

  private byte[] content() {
    try {
      return Files.readAllBytes(snapshot);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the snapshot " + snapshot, e);
    }
  }

  private static void write(Path file, byte[] content) {
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
