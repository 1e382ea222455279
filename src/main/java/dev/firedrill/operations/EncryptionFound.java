package dev.firedrill.operations;

import dev.firedrill.distribution.Encryption;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Shells;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What control planes have of an encryption configuration. A file is all that can read what was
 * encrypted by it: who puts another in its place has lost those Secrets.
 */
final class EncryptionFound {

  private final Encryption encryption;
  private final Map<ByteBuffer, List<NodeName>> nodesByKey = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final List<NodeName> namedIn = new ArrayList<>();

  private EncryptionFound(Encryption encryption) {
    this.encryption = encryption;
  }

  /**
   * The one that all of them have that have any.
   *
   * @throws OperationFailed where they differ, one is not of this step, or an API server is told to
   *     read another file, naming all nodes
   */
  static Optional<byte[]> on(OperationContext context, List<NodeName> nodes) {
    EncryptionFound found = new EncryptionFound(context.distribution().encryption());
    nodes.forEach(node -> found.look(context.shell(node), node));
    return found.agreed();
  }

  private void look(NodeShell shell, NodeName node) {
    Optional<String> named = encryption.named(shell);
    named
        .filter(file -> !file.equals(encryption.file()))
        .ifPresent(file -> problems.add("the API server on node " + node + " is told " + file));
    named.filter(encryption.file()::equals).ifPresent(file -> namedIn.add(node));
    if (Shells.exists(shell, encryption.file())) {
      byte[] content = shell.read(encryption.file());
      if (encryption.isOwn(content)) {
        ByteBuffer key = ByteBuffer.wrap(encryption.reading(content));
        nodesByKey.computeIfAbsent(key, none -> new ArrayList<>()).add(node);
      } else {
        problems.add("the file on node " + node + " is none that this step has made");
      }
    }
  }

  private Optional<byte[]> agreed() {
    if (nodesByKey.size() > 1) {
      problems.add("different keys on nodes " + List.copyOf(nodesByKey.values()));
    }
    if (problems.isEmpty() && nodesByKey.isEmpty() && !namedIn.isEmpty()) {
      problems.add("API servers on nodes " + namedIn + " are told to read it, and none has it");
    }
    if (!problems.isEmpty()) {
      throw new OperationFailed(
          "having API servers encrypt Secrets",
          "one configuration of this step on all control planes, or none, in " + encryption.file(),
          String.join("; ", problems),
          "find out by which key Secrets are encrypted and keep every one of these files: nothing"
              + " else can read them. Nothing was changed");
    }
    return nodesByKey.keySet().stream().findFirst().map(ByteBuffer::array);
  }
}
