package dev.firedrill.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The string constants that a class's code uses, as its constant pool has them ("The Java Virtual
 * Machine Specification", 4.4); ArchUnit does not tell them. Names of classes and members are none.
 */
final class StringConstants {

  private static final int UTF8 = 1;
  private static final int STRING = 8;

  private StringConstants() {}

  /** Those of a class that was imported from a file. */
  static List<String> of(JavaClass type) {
    try (InputStream file =
            type.getSource().orElseThrow(() -> noSource(type)).getUri().toURL().openStream();
        DataInputStream in = new DataInputStream(file)) {
      return read(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the class file of " + type.getName(), e);
    }
  }

  private static List<String> read(DataInputStream in) throws IOException {
    in.skipNBytes(8);
    int count = in.readUnsignedShort();
    String[] texts = new String[count];
    List<Integer> strings = new ArrayList<>();
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case UTF8 -> texts[i] = in.readUTF();
        case STRING -> strings.add(in.readUnsignedShort());
        case 7, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
        case 5, 6 -> {
          in.skipNBytes(8);
          i++; // Long and double take two places.
        }
        default -> throw new IOException("constant " + i + " has the unknown tag " + tag);
      }
    }
    return strings.stream().map(index -> texts[index]).toList();
  }

  private static IllegalStateException noSource(JavaClass type) {
    return new IllegalStateException(type.getName() + " was imported from no file");
  }
}
