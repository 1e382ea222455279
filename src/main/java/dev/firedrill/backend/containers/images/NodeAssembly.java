package dev.firedrill.backend.containers.images;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a node image: a container of the machine imports the cluster images into its own containerd
 * and is committed.
 *
 * <p>Unpacking layers mounts, so the container has CAP_SYS_ADMIN, and a volume, because an overlay
 * cannot lie on the engine's own. It has no network and is not privileged.
 */
final class NodeAssembly {

  private static final String CONTAINER = "firedrill-store-images";
  private static final String SCRIPT = "/store-images";
  private static final String ARCHIVE = "/images.tar";

  private final Host host;
  private final Workplace workplace;

  NodeAssembly(Host host, Workplace workplace) {
    this.host = host;
    this.workplace = workplace;
  }

  void make(NodeImage image, Path log) {
    Path scratch = workplace.scratch();
    Step step = new Step(image.title(), host, log);
    try {
      String archive = scratch.resolve("images.tar").toString();
      step.run(HostCommand.of(save(image, archive)));
      removeContainer();
      step.run(HostCommand.of(create(image)));
      step.run(HostCommand.of("docker", "cp", image.script().toString(), CONTAINER + ":" + SCRIPT));
      step.run(HostCommand.of("docker", "cp", archive, CONTAINER + ":" + ARCHIVE));
      step.run(HostCommand.of("docker", "start", "--attach", CONTAINER));
      step.run(HostCommand.of(commit(image)));
    } finally {
      removeContainer();
      Workplace.deleteTree(scratch);
    }
  }

  private static List<String> save(NodeImage image, String archive) {
    List<String> argv = new ArrayList<>(List.of("docker", "image", "save", "--output", archive));
    image.contents().forEach(content -> argv.add(content.tag()));
    return argv;
  }

  private static List<String> create(NodeImage image) {
    return List.of(
        "docker",
        "create",
        "--name",
        CONTAINER,
        "--network",
        "none",
        "--cap-add",
        "SYS_ADMIN",
        "--security-opt",
        "seccomp=unconfined",
        "--security-opt",
        "apparmor=unconfined",
        "--mount",
        "type=volume,destination=/mnt",
        "--entrypoint",
        SCRIPT,
        image.machine().tag(),
        image.version().toString(),
        ARCHIVE);
  }

  /** Puts back what was overridden to run the script, and only now makes /var a volume. */
  private static List<String> commit(NodeImage image) {
    List<String> argv = new ArrayList<>(List.of("docker", "commit"));
    for (String change :
        List.of(
            "ENTRYPOINT [\"/usr/local/bin/entrypoint\"]",
            "CMD []",
            "VOLUME /var",
            "LABEL " + Image.INPUTS_LABEL + "=" + image.inputs())) {
      argv.addAll(List.of("--change", change));
    }
    argv.addAll(List.of(CONTAINER, image.tag()));
    return argv;
  }

  private void removeContainer() {
    host.run(HostCommand.of("docker", "rm", "--force", "--volumes", CONTAINER));
  }
}
