package dev.firedrill.backend.simulated.machine;

import java.util.List;

/**
 * What a container is started from.
 *
 * @param namespace its pod's namespace
 * @param pod its pod's name
 * @param podUid its pod's uid
 * @param name its name in the pod, for example {@code kube-apiserver}
 * @param image its image with the tag
 * @param command the argument vector, program first; only the arguments where the image has a
 *     program of its own
 * @param address its pod's address; the machine's own where the pod is in the host's network
 */
public record ContainerSpec(
    String namespace,
    String pod,
    String podUid,
    String name,
    String image,
    List<String> command,
    String address) {

  /** Copies the command. */
  public ContainerSpec {
    command = List.copyOf(command);
  }

  /** Where on its machine what it prints is kept. */
  public String logFile() {
    return "/var/log/pods/" + namespace + "_" + pod + "_" + podUid + "/" + name + "/0.log";
  }
}
