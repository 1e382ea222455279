package dev.firedrill.backend.simulated.program;

import dev.firedrill.backend.simulated.machine.ContainerSpec;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Program;
import dev.firedrill.backend.simulated.machine.ProgramStarter;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What containers run, by the name of their image: the last part of its repository, for example
 * {@code kube-proxy} of {@code registry.k8s.io/kube-proxy:v1.29.4}.
 */
public final class Programs implements ProgramStarter {

  private final Map<String, ProgramStarter> byImage = new TreeMap<>();

  /** Images of that name run that from now on, whatever they ran before. */
  public void register(String imageName, ProgramStarter starter) {
    byImage.put(imageName, starter);
  }

  @Override
  public Program start(Machine machine, ContainerSpec container, Consumer<String> ended) {
    ProgramStarter starter = byImage.get(name(container.image()));
    if (starter == null) {
      throw new IllegalArgumentException("not simulated: image " + container.image());
    }
    return starter.start(machine, container, ended);
  }

  /** The image's name without its registry, folder and tag. */
  public static String name(String image) {
    String last = image.substring(image.lastIndexOf('/') + 1);
    int end = last.indexOf(':');
    return end < 0 ? last : last.substring(0, end);
  }

  /** The image's tag, or empty. */
  public static String tag(String image) {
    int colon = image.lastIndexOf(':');
    return colon > image.lastIndexOf('/') ? image.substring(colon + 1) : "";
  }
}
