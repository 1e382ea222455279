package dev.firedrill.cli;

import dev.firedrill.bench.LargeTopology;
import dev.firedrill.model.Topology;
import dev.firedrill.verdict.Outcome;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code firedrill bench scale}. */
@Command(
    name = "scale",
    description =
        "What a large simulated cluster costs: until its nodes are Ready, until pods are Running,"
            + " and while nothing happens.",
    mixinStandardHelpOptions = true)
final class BenchScale implements Callable<Integer> {

  private static final long SEED = 1;

  /** A node takes 110; the pod network, kube-proxy and perhaps CoreDNS are there already. */
  private static final int PODS_OF_A_NODE = 106;

  private static final Pattern SUBNET =
      Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}/(8|9|1\\d|2[0-4])");

  @picocli.CommandLine.ParentCommand private BenchCommand bench;

  @Mixin private Output output = new Output();

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "How many workers (default: ${DEFAULT-VALUE}).")
  private int nodes = 5000;

  @Option(
      names = "--pods",
      paramLabel = "N",
      description = "How many pods, in Deployments of 1,000 (default: ${DEFAULT-VALUE}).")
  private int pods = 10_000;

  @Option(
      names = "--control-planes",
      paramLabel = "N",
      description = "1, or 3 behind a load balancer (default: ${DEFAULT-VALUE}).")
  private int controlPlanes = 1;

  @Option(
      names = "--pod-subnet",
      paramLabel = "CIDR",
      description = "The pods' network, of which each node gets a /24 (default: ${DEFAULT-VALUE}).")
  private String podSubnet = LargeTopology.POD_SUBNET;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description =
          "Workers, and twice as many pods, of a cluster that is made before and not measured"
              + " (default: ${DEFAULT-VALUE}).")
  private int warmUp = 500;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description =
          "How many minutes of virtual time nodes, and then pods, have (default:"
              + " ${DEFAULT-VALUE}).")
  private int minutes = 10;

  /**
   * The figures.
   *
   * @param commit of Firedrill
   * @param heapMiB what is in use at the end, with the whole cluster in it
   * @param reached true where all nodes were Ready and all pods Running in time
   */
  record Figures(
      String commit,
      int controlPlanes,
      int nodes,
      int pods,
      List<ScaleBench.Part> parts,
      long heapMiB,
      long heapLimitMiB,
      boolean reached)
      implements Ending {

    @Override
    public List<String> lines() {
      List<String> lines = new ArrayList<>();
      lines.add(
          "%d control planes, %d workers, %d pods, commit %s"
              .formatted(controlPlanes, nodes, pods, commit));
      lines.add(
          "  %-26s %10s %12s %11s  %s".formatted("", "real, s", "processor, s", "virtual, s", ""));
      for (ScaleBench.Part part : parts) {
        lines.add(
            "  %-26s %10.2f %12.2f %11.1f  %s%s"
                .formatted(
                    part.part(),
                    part.seconds(),
                    part.processorSeconds(),
                    part.virtualSeconds(),
                    part.reached() ? "" : "NOT REACHED: ",
                    part.seen()));
      }
      lines.add(
          "  %-26s %10d MiB of %d".formatted("heap in use at the end", heapMiB, heapLimitMiB));
      return lines;
    }

    @Override
    public int exitCode() {
      return reached ? ExitCode.OK : Outcome.FAIL.exitCode();
    }
  }

  @Override
  public Integer call() {
    List<String> problems = problems();
    if (!problems.isEmpty()) {
      throw new Refused(problems);
    }
    if (warmUp > 0) {
      measure(LargeTopology.of(controlPlanes, warmUp, podSubnet), 2 * warmUp);
      output.progress("warmed up by %d nodes and %d pods".formatted(warmUp, 2 * warmUp));
    }
    return output.end(measure(LargeTopology.of(controlPlanes, nodes, podSubnet), pods));
  }

  private List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (controlPlanes != 1 && controlPlanes != 3) {
      problems.add("--control-planes: 1 or 3 are made, not " + controlPlanes);
    }
    int most = LargeTopology.MOST_NODES - Math.max(controlPlanes, 1);
    if (nodes < 1 || nodes > most) {
      problems.add("--nodes: there may be 1 to %d, not %d".formatted(most, nodes));
    }
    if (warmUp < 0 || warmUp > most) {
      problems.add("--warm-up: there may be 0 to %d, not %d".formatted(most, warmUp));
    }
    long room = (long) PODS_OF_A_NODE * Math.max(nodes, 0);
    if (pods < 0 || pods > room) {
      problems.add("--pods: %d nodes take 0 to %d, not %d".formatted(nodes, room, pods));
    }
    long heap = Runtime.getRuntime().maxMemory() >> 20;
    if (problems.isEmpty() && heap < heapNeeded()) {
      problems.add(
          "--nodes, --pods: about %d MiB of heap are needed, there are %d. Next: set FIREDRILL_HEAP"
                  .formatted(heapNeeded(), heap)
              + ", for example to 6g");
    }
    if (!SUBNET.matcher(podSubnet).matches()) {
      problems.add("--pod-subnet: a network of 8 to 24 bits is needed, not " + podSubnet);
    }
    if (minutes < 1) {
      problems.add("--minutes: at least 1 is needed, there are " + minutes);
    }
    return problems;
  }

  /** Somewhat more than was seen to be in use with 5,000 nodes and 10,000 pods: 1,508 MiB. */
  private long heapNeeded() {
    return 100 + (3L * nodes + pods) / 10;
  }

  private Figures measure(Topology topology, int ofPods) {
    ScaleBench large =
        new ScaleBench(
            topology,
            ofPods,
            Duration.ofMinutes(minutes),
            SEED,
            bench.backends().named("simulated").clock());
    List<ScaleBench.Part> parts = large.run();
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    Figures figures =
        new Figures(
            Build.commit(bench.home()),
            topology.controlPlanes().size(),
            topology.workers().size(),
            ofPods,
            parts,
            memory.getHeapMemoryUsage().getUsed() >> 20,
            memory.getHeapMemoryUsage().getMax() >> 20,
            parts.stream().allMatch(ScaleBench.Part::reached));
    java.lang.ref.Reference.reachabilityFence(large);
    return figures;
  }
}
