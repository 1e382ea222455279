package dev.firedrill.backend.simulated.shell;

import dev.firedrill.backend.simulated.machine.Files;
import dev.firedrill.backend.simulated.machine.Invocation;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Tool;
import java.time.Duration;
import java.util.List;

/** ctr, as far as it mounts the image of etcd to have its programs, and takes it away again. */
final class ImageMounts implements Tool {

  static final String FOLDER = "/run/firedrill-etcd";
  static final String ETCDUTL = FOLDER + "/usr/local/bin/etcdutl";

  private static final List<String> IMAGES = List.of("ctr", "--namespace", "k8s.io", "images");
  private static final Duration TAKES = Duration.ofMillis(90);

  @Override
  public Output run(Invocation invocation) {
    List<String> argv = invocation.argv();
    if (argv.size() != 7 || !argv.subList(0, 4).equals(IMAGES) || !argv.get(6).equals(FOLDER)) {
      return NotSimulated.output(invocation);
    }
    invocation.time().takes(TAKES);
    Files files = invocation.machine().files();
    if (argv.get(4).equals("unmount") && argv.get(5).equals("--rm")) {
      files.delete(FOLDER + "/usr");
      return Output.printed(FOLDER + "\n");
    }
    if (!argv.get(4).equals("mount")) {
      return NotSimulated.output(invocation);
    }
    if (!invocation.machine().containers().images().contains(argv.get(5))) {
      return Output.failed("ctr: image \"%s\": not found\n".formatted(argv.get(5)));
    }
    files.write(ETCDUTL, new byte[0]);
    return Output.printed(FOLDER + "\n");
  }
}
