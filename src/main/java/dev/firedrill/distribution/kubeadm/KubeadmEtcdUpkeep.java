package dev.firedrill.distribution.kubeadm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.distribution.EtcdDatabase;
import dev.firedrill.distribution.EtcdUpkeep;
import dev.firedrill.ports.EtcdUnavailable;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.CommandFailed;
import dev.firedrill.tools.Crictl;
import dev.firedrill.tools.Etcd;
import dev.firedrill.tools.Shells;
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
  private static final Pattern LAST_FLAG = Pattern.compile("(?m)^(\\s*- )--trusted-ca-file=.*\\R");

  @Override
  public EtcdDatabase database(NodeShell controlPlane) {
    return parse(etcdctl(controlPlane, Etcd.status(CREDENTIALS)));
  }

  @Override
  public long quota(NodeShell controlPlane) {
    Matcher flag = QUOTA.matcher(manifest(controlPlane));
    long bytes = flag.find() ? Long.parseLong(flag.group(1)) : 0;
    return bytes == 0 ? DEFAULT_QUOTA : bytes < 0 ? Long.MAX_VALUE : bytes;
  }

  @Override
  public void limit(NodeShell controlPlane, long bytes) {
    String now = manifest(controlPlane);
    String limited = limited(now, bytes);
    if (!limited.equals(now)) {
      controlPlane.write(
          KubeadmControlPlane.etcdManifest(controlPlane),
          limited.getBytes(StandardCharsets.UTF_8),
          "0600");
    }
  }

  /** The manifest of a member with that quota. */
  static String limited(String manifest, long bytes) {
    String unlimited = QUOTA.matcher(manifest).replaceAll("");
    if (bytes == 0) {
      return unlimited;
    }
    Matcher last = LAST_FLAG.matcher(unlimited);
    if (!last.find()) {
      throw new IllegalStateException("the manifest of etcd names no trusted authority");
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
  static EtcdDatabase parse(String printed) {
    try {
      JsonNode status = JSON.readTree(printed).path(0).path("Status");
      if (!status.path("dbSize").isNumber()) {
        throw new IllegalStateException(
            "etcdctl endpoint status printed no size of a database: " + printed);
      }
      return new EtcdDatabase(
          status.path("header").path("member_id").bigIntegerValue().longValue(),
          status.path("leader").bigIntegerValue().longValue(),
          status.path("header").path("revision").asLong(),
          status.path("dbSize").asLong(),
          status.path("dbSizeInUse").asLong());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("etcdctl endpoint status did not print JSON: " + printed, e);
    }
  }
}
