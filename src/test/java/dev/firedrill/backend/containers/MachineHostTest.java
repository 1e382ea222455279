package dev.firedrill.backend.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class MachineHostTest {

  private final HostConfig host = MachineHost.config("firedrill-test");

  /** Containers have the clock of their host: who may set it sets that. */
  @Test
  void a_machine_has_the_capabilities_of_systemd_and_kubelet_and_may_not_set_the_clock() {
    EnumSet<Capability> withheld =
        EnumSet.of(
            Capability.ALL,
            Capability.BPF,
            Capability.CHECKPOINT_RESTORE,
            Capability.PERFMON,
            Capability.SYS_RESOURCE,
            Capability.SYS_TIME);
    assertThat(host.getCapAdd())
        .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(withheld));
    assertThat(host.getPrivileged()).isNull();
  }

  @Test
  void names_beyond_the_network_get_no_answer() {
    assertThat(host.getDns()).containsExactly("192.0.2.1");
  }
}
