package dev.firedrill.distribution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Etcd;
import dev.firedrill.tools.Shells;
import dev.firedrill.tools.Unexpected;

/**
 * A snapshot that {@code etcdutl snapshot status} has read through.
 *
 * @param file where it is on the node
 * @param hash the digest etcdutl computes of its content
 * @param revision the newest revision it holds
 * @param totalKeys how many keys, old revisions counted
 * @param bytes its size as etcdutl sees it
 */
public record Snapshot(String file, String hash, long revision, long totalKeys, long bytes) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The facts that {@code etcdutl snapshot status --write-out json} printed of a file on the node.
   *
   * @throws Unexpected where it printed something else
   */
  public static Snapshot parse(NodeName node, String file, String status) {
    try {
      JsonNode facts = JSON.readTree(status);
      return new Snapshot(
          file,
          Long.toHexString(facts.path("hash").asLong()),
          facts.path("revision").asLong(),
          facts.path("totalKey").asLong(),
          facts.path("totalSize").asLong());
    } catch (JsonProcessingException e) {
      throw Unexpected.on(
          node, "etcdutl snapshot status", "JSON", status, "see what etcdutl is on that node");
    }
  }

  /**
   * Reads a snapshot's database on the node through; its digest is not checked.
   *
   * @param etcdutl the program there
   * @throws dev.firedrill.tools.CommandFailed where it cannot be read
   */
  public static Snapshot read(NodeShell node, String etcdutl, String file) {
    return parse(node.node(), file, Shells.run(node, Etcd.snapshotStatus(etcdutl, file)));
  }
}
