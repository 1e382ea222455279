package dev.firedrill.backend.simulated.etcd;

import dev.firedrill.backend.simulated.machine.Files;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where a member keeps its data. While it runs the folder holds no more than who it is: what it
 * knows is written when it ends, where the folder is still there. Its log has all of it, from the
 * first change on, as that of a member has which has seen less than 100,000: a database that
 * somebody puts beside a log is brought to where the log ends.
 */
final class DataFolder {

  static final int IDENTITY = Long.BYTES;

  private final Files files;
  private final String file;
  private final String log;

  DataFolder(Files files, String folder) {
    this.files = files;
    this.file = folder + "/member/snap/db";
    this.log = folder + "/member/wal/0.wal";
  }

  /** What a member left, and its number. */
  record Kept(long id, ReplicatedState state) {}

  Optional<Kept> read() {
    return files
        .read(files.exists(log) ? log : file)
        .filter(bytes -> bytes.length > IDENTITY)
        .map(bytes -> new Kept(ByteBuffer.wrap(bytes).getLong(), state(bytes)));
  }

  /** What the content of a member's file says that it knows. */
  static ReplicatedState state(byte[] content) {
    return StateCodec.read(Arrays.copyOfRange(content, IDENTITY, content.length));
  }

  /** A member is started, whatever becomes of it: it makes its folder and database first. */
  void make() {
    if (!files.exists(file)) {
      files.write(file, new byte[0]);
    }
  }

  /** A member runs from now on. */
  void open(long id) {
    files.write(file, ByteBuffer.allocate(IDENTITY).putLong(id).array());
    files.delete(log);
  }

  /** No effect where somebody removed the folder meanwhile. */
  void close(long id, ReplicatedState state) {
    if (files.exists(file)) {
      byte[] content = content(id, state);
      files.write(file, content);
      files.write(log, content);
    }
  }

  /** What the file of a member with that number holds. */
  static byte[] content(long id, ReplicatedState state) {
    byte[] content = StateCodec.write(state);
    return ByteBuffer.allocate(IDENTITY + content.length).putLong(id).put(content).array();
  }
}
