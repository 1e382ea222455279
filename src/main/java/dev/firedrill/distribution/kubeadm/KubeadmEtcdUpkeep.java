package dev.firedrill.distribution.kubeadm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.distribution.EtcdDatabase;
import dev.firedrill.distribution.EtcdUpkeep;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.EtcdUnavailable;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.CommandFailed;
import dev.firedrill.tools.Crictl;
import dev.firedrill.tools.Etcd;
import dev.firedrill.tools.Shells;
import dev.firedrill.tools.Unexpected;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** etcdctl inside the container of the member, whose quota is a flag in its manifest. */
final class KubeadmEtcdUpkeep implements EtcdUpkeep {

  /** etcd's own, where no flag says another or the flag is 0. */
  static final long DEFAULT_QUOTA = 2L * 1024 * 1024 * 1024;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final String PKI = KubeadmFiles.PKI + "/etcd/";
  private static final Etcd.Credentials CREDENTIALS =
      new Etcd.Credentials(
          PKI + "ca.crt", PKI + "healthcheck-client.crt", PKI + "healthcheck-client.key");
  private static final Pattern QUOTA =
      Pattern.compile("(?m)^\\s*- --quota-backend-bytes=(-?\\d+)\\R");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

  /** The quota that the manifest names by itself, while another stands in its place. */
  private static final String QUOTA_BEFORE = "/etc/kubernetes/firedrill-etcd-quota-before";

  private static final Pattern LAST_FLAG = Pattern.compile("(?m)^(\\s*- )--trusted-ca-file=.*\\R");

  @Override
  public EtcdDatabase database(NodeShell controlPlane) {
    return parse(controlPlane.node(), etcdctl(controlPlane, Etcd.status(CREDENTIALS)));
  }

  @Override
  public long quota(NodeShell controlPlane) {
    Matcher flag = QUOTA.matcher(manifest(controlPlane));
    long bytes = flag.find() ? Long.parseLong(flag.group(1)) : 0;
    return bytes == 0 ? DEFAULT_QUOTA : bytes < 0 ? Long.MAX_VALUE : bytes;
  }

  @Override
  public void limit(NodeShell controlPlane, long bytes) {
    if (!Shells.exists(controlPlane, QUOTA_BEFORE)) {
      Matcher flag = QUOTA.matcher(manifest(controlPlane));
      String before = flag.find() ? flag.group(1) : "0";
      controlPlane.write(QUOTA_BEFORE, before.getBytes(StandardCharsets.UTF_8), "0600");
    }
    put(controlPlane, bytes);
  }

  @Override
  public void unlimit(NodeShell controlPlane) {
    if (Shells.exists(controlPlane, QUOTA_BEFORE)) {
      String before = new String(controlPlane.read(QUOTA_BEFORE), StandardCharsets.UTF_8).strip();
      if (!NUMBER.matcher(before).matches()) {
        throw unexpected(controlPlane.node(), QUOTA_BEFORE, "a number of bytes", before);
      }
      put(controlPlane, Long.parseLong(before));
      Shells.run(controlPlane, Shells.remove(QUOTA_BEFORE));
    }
  }

  private static void put(NodeShell controlPlane, long bytes) {
    String now = manifest(controlPlane);
    String limited = limited(controlPlane.node(), now, bytes);
    if (!limited.equals(now)) {
      controlPlane.write(
          KubeadmControlPlane.etcdManifest(controlPlane),
          limited.getBytes(StandardCharsets.UTF_8),
          "0600");
    }
  }

  /** The manifest of a member with that quota; 0 for etcd's default. */
  static String limited(NodeName node, String manifest, long bytes) {
    String unlimited = QUOTA.matcher(manifest).replaceAll("");
    if (bytes == 0) {
      return unlimited;
    }
    Matcher last = LAST_FLAG.matcher(unlimited);
    if (!last.find()) {
      throw unexpected(node, "the manifest of etcd", "a flag --trusted-ca-file", manifest);
    }
    String flag = last.group(1) + "--quota-backend-bytes=" + bytes + "\n";
    return unlimited.substring(0, last.end()) + flag + unlimited.substring(last.end());
  }

  @Override
  public boolean compact(NodeShell controlPlane, long revision) {
    try {
      etcdctl(controlPlane, Etcd.compact(CREDENTIALS, revision));
      return true;
    } catch (CommandFailed refused) {
      if (String.valueOf(refused.getMessage()).contains("required revision has been compacted")) {
        return false;
      }
      throw refused;
    }
  }

  @Override
  public void defragment(NodeShell controlPlane) {
    etcdctl(controlPlane, Etcd.defragment(CREDENTIALS));
  }

  @Override
  public void disarm(NodeShell controlPlane) {
    etcdctl(controlPlane, Etcd.disarm(CREDENTIALS));
  }

  private static String manifest(NodeShell shell) {
    return new String(shell.read(KubeadmControlPlane.etcdManifest(shell)), StandardCharsets.UTF_8);
  }

  private static String etcdctl(NodeShell shell, String[] argv) {
    String container =
        Crictl.containerId(shell, "etcd")
            .orElseThrow(
                () ->
                    new EtcdUnavailable(
                        "running etcdctl: no running etcd container on node " + shell.node(),
                        new IllegalStateException("not running")));
    return Shells.run(shell, Crictl.exec(container, LIMIT, argv));
  }

  /**
   * What {@code etcdctl endpoint status} printed of one endpoint; numbers of members are unsigned.
   */
  static EtcdDatabase parse(NodeName node, String printed) {
    try {
      JsonNode status = JSON.readTree(printed).path(0).path("Status");
      if (!status.path("dbSize").isNumber()) {
        throw unexpected(node, "etcdctl endpoint status", "the size of a database", printed);
      }
      return new EtcdDatabase(
          status.path("header").path("member_id").bigIntegerValue().longValue(),
          status.path("leader").bigIntegerValue().longValue(),
          status.path("header").path("revision").asLong(),
          status.path("dbSize").asLong(),
          status.path("dbSizeInUse").asLong());
    } catch (JsonProcessingException e) {
      throw unexpected(node, "etcdctl endpoint status", "JSON", printed);
    }
  }

  private static Unexpected unexpected(NodeName node, String what, String expected, String seen) {
    return Unexpected.on(
        node, what, expected, seen, "see what that node's etcd and its manifest are");
  }
}
