package dev.firedrill.distribution.kubeadm;

import dev.firedrill.distribution.Backup;
import dev.firedrill.distribution.Snapshot;
import dev.firedrill.model.Sha256;
import dev.firedrill.ports.EtcdUnavailable;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Crictl;
import dev.firedrill.tools.Etcd;
import dev.firedrill.tools.Shells;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Backup of a stacked etcd and of the files that are the cluster's identity ("Operating etcd
 * clusters" in the Kubernetes documentation; the seed's minimum backup set). etcdctl is run inside
 * etcd's own container, so that a node needs nothing kubeadm did not put there.
 */
final class KubeadmBackup implements Backup {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** The one folder that the node and its etcd container share and that etcd may write to. */
  private static final String FILE = "/var/lib/etcd/firedrill-snapshot.db";

  /** Of the ConfigMap kubeadm-config. */
  private static final String CLUSTER = "/kubeadm-config/ClusterConfiguration";

  private static final List<String> MANIFESTS =
      List.of(
          KubeadmFiles.MANIFESTS + "/etcd.yaml",
          KubeadmFiles.API_SERVER_MANIFEST,
          KubeadmFiles.MANIFESTS + "/kube-controller-manager.yaml",
          KubeadmFiles.MANIFESTS + "/kube-scheduler.yaml");

  @Override
  public Snapshot saveSnapshot(NodeShell controlPlane) {
    String container =
        Crictl.containerId(controlPlane, "etcd")
            .orElseThrow(
                () ->
                    new EtcdUnavailable(
                        "saving a snapshot of etcd: no running etcd container on node "
                            + controlPlane.node(),
                        new IllegalStateException("not running")));
    String pki = KubeadmFiles.PKI + "/etcd/";
    Shells.run(
        controlPlane,
        Crictl.exec(
            container,
            LIMIT,
            Etcd.snapshotSave(
                FILE,
                pki + "ca.crt",
                pki + "healthcheck-client.crt",
                pki + "healthcheck-client.key")));
    String status =
        Shells.run(controlPlane, Crictl.exec(container, LIMIT, Etcd.snapshotStatus(FILE)));
    return Snapshot.parse(controlPlane.node(), FILE, status);
  }

  @Override
  public List<String> identity() {
    return List.of(
        KubeadmFiles.PKI + "/ca.crt",
        KubeadmFiles.PKI + "/ca.key",
        KubeadmFiles.PKI + "/front-proxy-ca.crt",
        KubeadmFiles.PKI + "/front-proxy-ca.key",
        KubeadmFiles.PKI + "/etcd/ca.crt",
        KubeadmFiles.PKI + "/etcd/ca.key",
        KubeadmFiles.PKI + "/sa.pub",
        KubeadmFiles.PKI + "/sa.key");
  }

  @Override
  public List<String> serviceAccountKeys() {
    return List.of(KubeadmFiles.PKI + "/sa.pub", KubeadmFiles.PKI + "/sa.key");
  }

  @Override
  public List<String> joinTokens() {
    return List.of();
  }

  @Override
  public SortedMap<String, byte[]> configuration(NodeShell controlPlane) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put(
        CLUSTER,
        KubeadmBootstrap.clusterConfiguration(controlPlane).getBytes(StandardCharsets.UTF_8));
    MANIFESTS.forEach(path -> add(controlPlane, path, files));
    encryptionConfiguration(files).ifPresent(path -> add(controlPlane, path, files));
    return files;
  }

  private static void add(NodeShell node, String path, Map<String, byte[]> files) {
    if (Shells.exists(node, path)) {
      files.put(path, node.read(path));
    }
  }

  @Override
  public Optional<String> encryptionConfiguration(Map<String, byte[]> configuration) {
    byte[] manifest = configuration.getOrDefault(KubeadmFiles.API_SERVER_MANIFEST, new byte[0]);
    return KubeadmEncryption.namedIn(new String(manifest, StandardCharsets.UTF_8));
  }

  @Override
  public List<String> missingFrom(Map<String, byte[]> configuration) {
    List<String> wanted = new ArrayList<>(MANIFESTS);
    wanted.add(CLUSTER);
    encryptionConfiguration(configuration).ifPresent(wanted::add);
    return wanted.stream().filter(path -> !configuration.containsKey(path)).toList();
  }

  @Override
  public String mark(NodeShell controlPlane) {
    String key = KubeadmFiles.PKI + "/sa.pub";
    return Shells.exists(controlPlane, key) ? Sha256.hex(controlPlane.read(key)) : "";
  }
}
