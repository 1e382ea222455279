package dev.firedrill.backend.containers.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The server that drills load is a Go program; its own tests are part of the gate. */
class WorkloadServerTest {

  @Test
  void passesItsOwnTests() {
    LocalHost host = new LocalHost();
    assumeTrue(host.has("go"), "no go command on the PATH");
    HostResult result =
        host.run(HostCommand.of("go", "test", "./...").in(Path.of("clusters/images/workload")));
    assertThat(result.succeeded()).as(result.output()).isTrue();
  }
}
