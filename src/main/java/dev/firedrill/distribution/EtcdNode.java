package dev.firedrill.distribution;

import dev.firedrill.ports.NodeShell;
import java.time.Duration;
import java.util.List;

/** How the etcd member of a control plane is kept on its node. */
public interface EtcdNode {

  /**
   * What the member there is called, or will be once it is made: not every distribution calls it by
   * the node.
   */
  String memberName(NodeShell controlPlane);

  /**
   * True where a member without data that is started has itself added to the cluster that it was
   * told of; otherwise somebody adds it before.
   */
  boolean addsItself();

  /**
   * For how long a member waits for its leader before it wants to be elected itself; each waits for
   * a random time between once and twice that.
   */
  Duration electionTimeout();

  /** Where the other members reach the one on a machine of that address: by etcd's own port. */
  default String peerUrl(String address) {
    return "https://" + address + ":2380";
  }

  /** The file that a member keeps its content in, beside the log of what it may not have there. */
  String database();

  /** True where there is data of a member, whatever it is worth. */
  boolean hasData(NodeShell controlPlane);

  /**
   * Removes the member's data for good and stops it at once, as with its disk; what starts members
   * starts it again.
   */
  void destroyData(NodeShell controlPlane);

  /**
   * Puts the data of a stopped member aside; no effect where there is none.
   *
   * @param label for the folder it goes to, another one each time
   * @return where it is now, or empty
   */
  String setDataAside(NodeShell controlPlane, String label);

  /**
   * Has a stopped member without data join the cluster that it was added to when it is started.
   *
   * @param members every member as {@code name=peer-url}, itself among them
   */
  void joinExisting(NodeShell controlPlane, List<String> members);

  /**
   * Makes the data of a stopped member from a snapshot, its revisions raised and all before marked
   * as compacted, so that nobody goes on with a future that is no more.
   *
   * @throws dev.firedrill.tools.CommandFailed where the snapshot does not verify; nothing is
   *     changed then
   */
  void restore(NodeShell controlPlane, Restoration restoration);

  /** Reads a snapshot through that is on the node, whether or not a member runs there. */
  Snapshot readSnapshot(NodeShell controlPlane, String file);

  /**
   * Restores a snapshot into a folder of its own on the node, reads the member's database there and
   * removes it. The node's own member, running or not, is not touched.
   *
   * @return the facts of the restored member
   * @throws dev.firedrill.tools.CommandFailed where the snapshot does not verify
   */
  Snapshot rehearse(NodeShell controlPlane, String file);

  /**
   * What a member is made of.
   *
   * @param snapshot the snapshot's file on the node
   * @param name the member's name
   * @param peerUrl where the others reach it
   * @param members every member of the restored cluster as {@code name=peer-url}
   * @param token the cluster's new token, the same on every member
   * @param label for the folder that the old data goes to
   */
  record Restoration(
      String snapshot,
      String name,
      String peerUrl,
      List<String> members,
      String token,
      String label) {

    /** Copies the list. */
    public Restoration {
      members = List.copyOf(members);
    }
  }
}
