package dev.firedrill.backend.simulated.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class KeySpaceTest {

  private static final String PODS = "/registry/pods/";

  private final KeySpace space = new KeySpace();

  @Test
  void a_bucket_has_its_own_last_change() {
    put("/registry/pods/default/web");
    put("/registry/nodes/cp-1");
    put("/registry/pods/default/web-2");
    put("/registry/nodes/cp-2");
    assertThat(space.lastChange(PODS)).isEqualTo(4);
    assertThat(space.lastChange("/registry/nodes/")).isEqualTo(5);
  }

  /** Somebody's key in the root once made all later changes look like those of the root. */
  @Test
  void short_keys_of_others_take_no_bucket_its_changes() {
    put("/with-lease");
    put("plain");
    put("/registry/short");
    put("/registry/pods/default/web");
    assertThat(space.lastChange(PODS)).isEqualTo(space.revision());
    space.delete("/with-lease");
    space.delete("/registry/pods/default/web");
    assertThat(space.lastChange(PODS)).isEqualTo(space.revision());
  }

  private void put(String key) {
    space.put(key, "1".getBytes(StandardCharsets.UTF_8));
  }
}
