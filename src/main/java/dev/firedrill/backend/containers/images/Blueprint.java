package dev.firedrill.backend.containers.images;

import dev.firedrill.model.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which artifacts the images of given releases consist of. */
final class Blueprint {

  /** The tag of images that are not of one Kubernetes release. */
  private static final String GENERATION = "1";

  private static final String UPSTREAM = "registry.k8s.io/";

  /** Where k3s has its pods' images from; completed by containerd to that name. */
  private static final String MIRRORED = "rancher/mirrored-";

  private static final List<String> CONTROL_PLANE =
      List.of("kube-apiserver", "kube-controller-manager", "kube-scheduler");

  private final ImageSources sources;
  private final String go;
  private final DebianImage base;
  private final BuiltImage networkTools;
  private final BuiltImage flannel;
  private final BuiltImage workload;
  private final BuiltImage machine;

  /**
   * Reads and digests the inputs that all releases share.
   *
   * @param sources the folder {@code clusters/images}
   * @param go the compiler's version, which counts as an input of what it compiles
   */
  Blueprint(ImageSources sources, String go) {
    this.sources = sources;
    this.go = go;
    base = debian("base");
    networkTools = image("firedrill/network-tools:" + GENERATION, "network-tools", List.of(base));
    flannel = flannel();
    workload = workload();
    machine = machine();
  }

  /** The load balancer, then a node image for each release. */
  List<Image> images(List<Version> versions) {
    List<Image> images = new ArrayList<>();
    images.add(
        image(
            "firedrill/load-balancer:" + GENERATION,
            "load-balancer",
            List.of(
                DebianImage.of(
                    "firedrill/load-balancer-root:" + GENERATION,
                    sources.path("debian/build"),
                    sources.path("load-balancer/packages")))));
    versions.stream().map(sources::release).map(this::node).forEach(images::add);
    return images;
  }

  /** kind, which is in no image. */
  Program kind() {
    return program("kind", sources.component("kind"));
  }

  private NodeImage node(Release release) {
    return sources.isPinned("k3s", release.kubernetes().toString())
        ? k3sNode(release)
        : kubeadmNode(release);
  }

  /** What k3s runs in one process is one file; only what its pods need are images. */
  private NodeImage k3sNode(Release release) {
    String version = release.kubernetes().toString();
    Program plugin = program("flannelcni", sources.component("flannelcni"));
    BuiltImage k3sMachine =
        BuiltImage.of(
            "firedrill/k3s-machine:" + NodeImage.tagOf(release.kubernetes()),
            sources.path("k3s"),
            Map.of("MACHINE", machine.tag()),
            List.of(machine),
            List.of(
                new Part(program("k3s", version), "k3s", "k3s"),
                new Part(program("etcd", release.etcdVersion()), "etcd", "etcd"),
                new Part(plugin, "flannel", "flannel")));
    String coredns = release.coredns().substring(1);
    return NodeImage.of(
        release.kubernetes(),
        k3sMachine,
        List.of(
            single(MIRRORED + "coredns-coredns:" + coredns, "coredns", release.coredns()),
            single(MIRRORED + "pause:" + release.pause(), "pause", release.pause()),
            workload),
        sources.path("k3s-store/store-images"));
  }

  private NodeImage kubeadmNode(Release release) {
    List<BuiltImage> contents = new ArrayList<>(kubernetes(release));
    contents.add(etcd(release));
    contents.add(
        single(UPSTREAM + "coredns/coredns:" + release.coredns(), "coredns", release.coredns()));
    contents.add(single(UPSTREAM + "pause:" + release.pause(), "pause", release.pause()));
    contents.add(flannel);
    contents.add(workload);
    return NodeImage.of(
        release.kubernetes(), machine, contents, sources.path("node-store/store-images"));
  }

  private List<BuiltImage> kubernetes(Release release) {
    String version = release.kubernetes().toString();
    Program programs = program("kubernetes", version);
    BuiltImage shared =
        BuiltImage.of(
            "firedrill/hyperkube:" + version,
            sources.path("cluster/kubernetes"),
            Map.of(),
            List.of(),
            List.of(new Part(programs, "hyperkube", "hyperkube")));
    List<BuiltImage> images = new ArrayList<>();
    for (String component : CONTROL_PLANE) {
      Map<String, String> arguments = Map.of("KUBERNETES", shared.tag(), "PROGRAM", component);
      images.add(
          BuiltImage.of(
              cluster(UPSTREAM + component + ":" + version),
              sources.path("cluster/component"),
              arguments,
              List.of(shared),
              List.of()));
    }
    images.add(
        BuiltImage.of(
            cluster(UPSTREAM + "kube-proxy:" + version),
            sources.path("cluster/kube-proxy"),
            Map.of("KUBERNETES", shared.tag()),
            List.of(shared, networkTools),
            List.of()));
    return images;
  }

  private BuiltImage etcd(Release release) {
    return BuiltImage.of(
        cluster(UPSTREAM + "etcd:" + release.etcd()),
        sources.path("cluster/etcd"),
        Map.of(),
        List.of(),
        List.of(new Part(program("etcd", release.etcdVersion()), "etcd", "bin/etcd")));
  }

  private BuiltImage single(String name, String program, String version) {
    return BuiltImage.of(
        cluster(name),
        sources.path("cluster/" + program),
        Map.of(),
        List.of(),
        List.of(new Part(program(program, version), program, program)));
  }

  private BuiltImage flannel() {
    String version = sources.component("flannel");
    Program daemon = program("flannel", version);
    Program plugin = program("flannelcni", sources.component("flannelcni"));
    return BuiltImage.of(
        cluster("firedrill.dev/flannel:" + version),
        sources.path("cluster/flannel"),
        Map.of(),
        List.of(networkTools),
        List.of(
            new Part(daemon, "flanneld", "flanneld"),
            new Part(daemon, "install-conf", "install-conf"),
            new Part(plugin, "flannel", "flannel")));
  }

  private BuiltImage workload() {
    Path folder = sources.path("workload");
    Program server = Program.of("workload", GENERATION, List.of(folder), go);
    return BuiltImage.of(
        cluster("firedrill.dev/workload:" + GENERATION),
        folder,
        Map.of(),
        List.of(),
        List.of(new Part(server, "workload", "workload")));
  }

  private BuiltImage machine() {
    Program crictl = program("crictl", sources.component("crictl"));
    return BuiltImage.of(
        "firedrill/machine:" + GENERATION,
        sources.path("node"),
        Map.of(),
        List.of(base),
        List.of(new Part(crictl, "crictl", "crictl")));
  }

  private BuiltImage image(String tag, String folder, List<Image> parents) {
    return BuiltImage.of(tag, sources.path(folder), Map.of(), parents, List.of());
  }

  private DebianImage debian(String folder) {
    return DebianImage.of(
        "firedrill/" + folder + ":" + GENERATION,
        sources.path("debian/build"),
        sources.path(folder + "/packages"));
  }

  private Program program(String name, String version) {
    return Program.of(name, version, sources.pinned(name, version), go);
  }

  /** In the builder's engine; store-images takes the prefix off again. */
  private static String cluster(String name) {
    return "firedrill/cluster/" + name;
  }
}
