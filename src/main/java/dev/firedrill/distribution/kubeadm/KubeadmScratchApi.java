package dev.firedrill.distribution.kubeadm;

import dev.firedrill.distribution.ScratchApi;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Crictl;
import dev.firedrill.tools.Etcd;
import dev.firedrill.tools.Kubectl;
import dev.firedrill.tools.Shells;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A static pod: the kubelet runs it as it runs the control plane, with the images that are there.
 * Its API server is started like the node's own, flags, certificates and encryption alike, but for
 * its etcd and where it listens: on loopback, verified both ways.
 */
final class KubeadmScratchApi implements ScratchApi {

  private static final String NAME = "firedrill-scratch";
  private static final String MANIFEST = KubeadmFiles.MANIFESTS + "/" + NAME + ".yaml";
  private static final String DATA = "/var/lib/" + NAME;
  private static final String ETCD = "scratch-etcd";
  private static final String API = "scratch-kube-apiserver";
  private static final String ETCD_URL = "https://127.0.0.1:12379";
  private static final String PEER_URL = "https://127.0.0.1:12380";
  private static final int PORT = 16443;
  private static final String SERVER = "https://127.0.0.1:" + PORT;

  /** Set to something else, or of a log that only one may write. */
  private static final Set<String> NOT_TAKEN_OVER =
      Set.of(
          "etcd-servers",
          "etcd-servers-overrides",
          "secure-port",
          "bind-address",
          "audit-log-path");

  @Override
  public void start(NodeShell controlPlane, String snapshot) {
    Shells.run(controlPlane, Shells.remove(MANIFEST));
    Shells.run(controlPlane, Command.of("rm", "-rf", DATA));
    Pod etcd = pod(controlPlane, "etcd");
    try (EtcdPrograms programs =
        EtcdPrograms.mounted(controlPlane, etcd.getSpec().getContainers().get(0).getImage())) {
      Shells.run(controlPlane, Etcd.snapshotRestore(programs.etcdutl(), snapshot, DATA));
    }
    Pod scratch = scratch(etcd, pod(controlPlane, "kube-apiserver"));
    controlPlane.write(
        MANIFEST, Serialization.asYaml(scratch).getBytes(StandardCharsets.UTF_8), "0600");
  }

  @Override
  public Optional<String> notReady(NodeShell controlPlane) {
    CommandResult answer =
        controlPlane.run(Kubectl.raw(KubeadmFiles.ADMIN_CONF, SERVER, "/readyz"));
    return answer.succeeded()
        ? Optional.empty()
        : Optional.of(answer.stderr().strip() + answer.stdout().strip());
  }

  @Override
  public String get(NodeShell controlPlane, String path) {
    return Secret.printedBy(controlPlane, Kubectl.raw(KubeadmFiles.ADMIN_CONF, SERVER, path));
  }

  @Override
  public void remove(NodeShell controlPlane) {
    controlPlane.run(Shells.remove(MANIFEST));
    for (String container : List.of(API, ETCD)) {
      Crictl.containerId(controlPlane, container)
          .ifPresent(id -> controlPlane.run(Crictl.stopAtOnce(id)));
    }
    controlPlane.run(Command.of("rm", "-rf", DATA));
  }

  @Override
  public boolean ended(NodeShell controlPlane) {
    return Crictl.containerId(controlPlane, API).isEmpty()
        && Crictl.containerId(controlPlane, ETCD).isEmpty()
        && Crictl.readyPods(controlPlane).stream().noneMatch(pod -> pod.startsWith(NAME));
  }

  private static Pod pod(NodeShell shell, String part) {
    byte[] manifest = shell.read(KubeadmFiles.MANIFESTS + "/" + part + ".yaml");
    return Serialization.unmarshal(new String(manifest, StandardCharsets.UTF_8), Pod.class);
  }

  /** The pod of both, made of the node's own. */
  static Pod scratch(Pod etcd, Pod api) {
    List<Volume> volumes = new ArrayList<>(api.getSpec().getVolumes());
    etcd.getSpec().getVolumes().stream()
        .filter(volume -> volume.getName().equals("etcd-certs"))
        .forEach(volumes::add);
    volumes.add(
        new VolumeBuilder()
            .withName(NAME)
            .withNewHostPath()
            .withPath(DATA)
            .withType("DirectoryOrCreate")
            .endHostPath()
            .build());
    return new PodBuilder()
        .withNewMetadata()
        .withName(NAME)
        .withNamespace("kube-system")
        .endMetadata()
        .withNewSpec()
        .withHostNetwork(true)
        .withPriorityClassName(api.getSpec().getPriorityClassName())
        .withSecurityContext(api.getSpec().getSecurityContext())
        .withContainers(
            etcd(etcd.getSpec().getContainers().get(0)), api(api.getSpec().getContainers().get(0)))
        .withVolumes(volumes)
        .endSpec()
        .build();
  }

  private static Container etcd(Container own) {
    List<String> command = new ArrayList<>(List.of("etcd"));
    for (String flag :
        List.of(
            "cert-file",
            "client-cert-auth",
            "key-file",
            "trusted-ca-file",
            "peer-cert-file",
            "peer-client-cert-auth",
            "peer-key-file",
            "peer-trusted-ca-file")) {
      own.getCommand().stream()
          .filter(each -> each.startsWith("--" + flag + "="))
          .forEach(command::add);
    }
    command.addAll(
        List.of(
            "--name=default",
            "--data-dir=" + DATA,
            "--listen-client-urls=" + ETCD_URL,
            "--advertise-client-urls=" + ETCD_URL,
            "--listen-peer-urls=" + PEER_URL,
            "--initial-advertise-peer-urls=" + PEER_URL,
            "--initial-cluster=default=" + PEER_URL));
    return new ContainerBuilder()
        .withName(ETCD)
        .withImage(own.getImage())
        .withImagePullPolicy(own.getImagePullPolicy())
        .withCommand(command)
        .withVolumeMounts(
            own.getVolumeMounts().stream()
                .filter(mount -> mount.getName().equals("etcd-certs"))
                .toList())
        .addNewVolumeMount()
        .withName(NAME)
        .withMountPath(DATA)
        .endVolumeMount()
        .build();
  }

  private static Container api(Container own) {
    List<String> command =
        new ArrayList<>(
            own.getCommand().stream()
                .filter(flag -> !NOT_TAKEN_OVER.contains(name(flag)))
                .toList());
    command.addAll(
        List.of("--etcd-servers=" + ETCD_URL, "--secure-port=" + PORT, "--bind-address=127.0.0.1"));
    return new ContainerBuilder(own)
        .withName(API)
        .withCommand(command)
        .withLivenessProbe(null)
        .withReadinessProbe(null)
        .withStartupProbe(null)
        .withResources(null)
        .build();
  }

  private static String name(String flag) {
    return flag.replaceFirst("^--", "").replaceFirst("=.*", "");
  }
}
