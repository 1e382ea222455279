package dev.firedrill.backend.simulated.etcd;

import dev.firedrill.model.EtcdMember;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A member's state as bytes. */
final class StateCodec {

  private StateCodec() {}

  static byte[] write(ReplicatedState state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      Membership membership = state.membership();
      out.writeLong(membership.clusterId());
      out.writeLong(state.term());
      out.writeLong(state.index());
      out.writeInt(membership.all().size());
      for (EtcdMember member : membership.all()) {
        writeMember(out, member);
      }
      out.writeInt(membership.removed().size());
      for (long removed : membership.removed()) {
        out.writeLong(removed);
      }
      writeTexts(out, List.copyOf(state.alarms()));
      writeKeys(out, state.keys());
      writeLeases(out, state.leases());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static ReplicatedState read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      Membership membership = new Membership(in.readLong());
      long term = in.readLong();
      long index = in.readLong();
      int members = in.readInt();
      for (int i = 0; i < members; i++) {
        membership.put(readMember(in));
      }
      int removed = in.readInt();
      for (int i = 0; i < removed; i++) {
        membership.remove(in.readLong());
      }
      List<String> alarms = readTexts(in);
      KeySpace keys = readKeys(in);
      ReplicatedState state = new ReplicatedState(membership, keys, readLeases(in), term, index);
      state.alarms().addAll(alarms);
      return state;
    } catch (IOException e) {
      throw new UncheckedIOException("a member's data cannot be read: " + e.getMessage(), e);
    }
  }

  private static void writeKeys(DataOutputStream out, KeySpace keys) throws IOException {
    out.writeLong(keys.revision());
    out.writeLong(keys.compacted());
    out.writeLong(keys.allocated());
    List<KeyValue> all = keys.all();
    out.writeInt(all.size());
    for (KeyValue each : all) {
      writeBytes(out, each.key().getBytes(StandardCharsets.UTF_8));
      writeBytes(out, each.value());
      out.writeLong(each.createRevision());
      out.writeLong(each.modRevision());
      out.writeLong(each.version());
    }
  }

  private static KeySpace readKeys(DataInputStream in) throws IOException {
    long revision = in.readLong();
    long compacted = in.readLong();
    long allocated = in.readLong();
    int count = in.readInt();
    List<KeyValue> all = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      all.add(
          new KeyValue(
              new String(readBytes(in), StandardCharsets.UTF_8),
              readBytes(in),
              in.readLong(),
              in.readLong(),
              in.readLong()));
    }
    return KeySpace.of(revision, compacted, allocated, all);
  }

  private static void writeLeases(DataOutputStream out, Leases leases) throws IOException {
    out.writeInt(leases.all().size());
    for (long id : leases.all()) {
      out.writeLong(id);
      out.writeLong(leases.granted(id).orElseThrow().toSeconds());
      writeTexts(out, leases.keys(id));
    }
  }

  /** A leader gives all of them their time again. */
  private static Leases readLeases(DataInputStream in) throws IOException {
    Leases leases = new Leases();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      long id = in.readLong();
      leases.grant(id, in.readLong(), Instant.EPOCH);
      readTexts(in).forEach(key -> leases.attach(key, id));
    }
    return leases;
  }

  private static void writeMember(DataOutputStream out, EtcdMember member) throws IOException {
    out.writeLong(member.id());
    out.writeUTF(member.name());
    writeTexts(out, member.peerUrls());
    writeTexts(out, member.clientUrls());
    out.writeBoolean(member.learner());
  }

  private static EtcdMember readMember(DataInputStream in) throws IOException {
    return new EtcdMember(
        in.readLong(), in.readUTF(), readTexts(in), readTexts(in), in.readBoolean());
  }

  private static void writeTexts(DataOutputStream out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      out.writeUTF(text);
    }
  }

  private static List<String> readTexts(DataInputStream in) throws IOException {
    int count = in.readInt();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(in.readUTF());
    }
    return texts;
  }

  private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    byte[] bytes = new byte[checked(in, in.readInt())];
    in.readFully(bytes);
    return bytes;
  }

  /** A length that what is left can have. */
  private static int checked(DataInputStream in, int length) throws IOException {
    if (length < 0 || length > in.available()) {
      throw new EOFException("%d bytes expected, %d left".formatted(length, in.available()));
    }
    return length;
  }
}
