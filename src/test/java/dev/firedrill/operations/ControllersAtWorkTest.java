package dev.firedrill.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.testing.FakeApi;
import dev.firedrill.testing.FakeApi.Reply;
import dev.firedrill.testing.FakeApi.Request;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControllersAtWorkTest {

  private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
  private static final String MANAGER = "kube-controller-manager";
  private static final String SCHEDULER = "kube-scheduler";

  private final Map<String, Instant> renewed = new HashMap<>();
  private Instant acquired = THEN.minusSeconds(60);
  private final FakeApi api = new FakeApi(this::answer);
  private final Condition<Boolean> atWork = ControllersAtWork.condition(api.client());

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void a_lease_left_behind_by_one_that_was_restarted_is_no_sign_of_work() {
    renewed.put(MANAGER, THEN);
    renewed.put(SCHEDULER, THEN);
    assertThat(atWork.look().get()).isInstanceOf(Sight.NotYet.class);
    renewed.put(SCHEDULER, THEN.plusSeconds(2));
    assertThat(atWork.look().get())
        .isInstanceOfSatisfying(
            Sight.NotYet.class,
            sight -> assertThat(sight.seen()).contains("no renewal of [" + MANAGER + "]"));
  }

  @Test
  void renewal_of_both_leases_is() {
    renewed.put(MANAGER, THEN);
    renewed.put(SCHEDULER, THEN);
    atWork.look().get();
    renewed.replaceAll((name, at) -> at.plusSeconds(2));
    assertThat(atWork.look().get()).isInstanceOf(Sight.Holds.class);
  }

  @Test
  void a_controller_manager_that_has_just_come_to_lead_has_not_started_its_controllers() {
    acquired = THEN;
    renewed.put(MANAGER, THEN.plusSeconds(2));
    renewed.put(SCHEDULER, THEN.plusSeconds(2));
    atWork.look().get();
    renewed.replaceAll((name, at) -> at.plusSeconds(12));
    assertThat(atWork.look().get()).isInstanceOf(Sight.NotYet.class);
    renewed.replaceAll((name, at) -> at.plusSeconds(2));
    assertThat(atWork.look().get()).isInstanceOf(Sight.Holds.class);
  }

  @Test
  void a_lease_that_does_not_exist_yet_is_waited_for() {
    renewed.put(MANAGER, THEN);
    assertThat(atWork.look().get()).isInstanceOf(Sight.NotYet.class);
  }

  private Reply answer(Request request) {
    String name = request.path().substring(request.path().lastIndexOf('/') + 1);
    Instant at = renewed.get(name);
    if (at == null) {
      return Reply.refusal(404, "NotFound", "no lease " + name);
    }
    return Reply.ok(
        new LeaseBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .withNewSpec()
            .withAcquireTime(acquired.atZone(ZoneOffset.UTC))
            .withRenewTime(at.atZone(ZoneOffset.UTC))
            .endSpec()
            .build());
  }
}
