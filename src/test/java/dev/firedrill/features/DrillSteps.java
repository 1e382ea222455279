package dev.firedrill.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.history.Observation.ComponentSeen;
import dev.firedrill.history.Observation.LedgerAudited;
import dev.firedrill.history.Observation.LoadWindow;
import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;
import dev.firedrill.verdict.Outcome;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What features say of a drill. */
public class DrillSteps {

  private static final Set<Component> UPGRADED =
      Set.of(
          Component.KUBE_APISERVER,
          Component.KUBE_CONTROLLER_MANAGER,
          Component.KUBE_SCHEDULER,
          Component.KUBE_PROXY,
          Component.KUBELET);

  private FinishedDrill drill;
  private KilledDrill killed;

  /** Runs it as an operator would. */
  @When("the drill {string} is run")
  public void the_drill_is_run(String scenario) {
    drill = FinishedDrill.run(scenario);
  }

  /** A kill that no process can catch, with kubeadm at work on a machine. */
  @Given("the drill {string} was killed once a component was at {string}")
  public void the_drill_was_killed(String scenario, String version) {
    killed = KilledDrill.killOnceSeen(scenario, FinishedDrill.release(version));
  }

  /** Goes on with it as an operator would. */
  @When("it is resumed")
  public void it_is_resumed() {
    drill = killed.resume();
  }

  /** The verdict, and what speaks against a pass where it is another. */
  @Then("the verdict is {word}")
  public void the_verdict_is(String outcome) {
    assertThat(drill.verdict().outcome())
        .as("verdict; what is not a pass: %s", drill.notPassed())
        .isEqualTo(Outcome.valueOf(outcome));
  }

  /** The last version that each running component gave. */
  @Then("every component is at {string}")
  public void every_component_is_at(String version) {
    Map<String, String> last = new HashMap<>();
    drill
        .history()
        .of(ComponentSeen.class)
        .filter(seen -> UPGRADED.contains(seen.component()) && !seen.version().isEmpty())
        .forEach(seen -> last.put(key(seen.component(), seen.node()), seen.version()));
    String release = FinishedDrill.release(version);
    assertThat(last).isNotEmpty().allSatisfy((what, seen) -> assertThat(seen).isEqualTo(release));
  }

  private static String key(Component component, NodeName node) {
    return component + " on " + node;
  }

  /** What the ledger acknowledged is there. */
  @Then("no acknowledged write is lost")
  public void no_acknowledged_write_is_lost() {
    assertThat(drill.history().last(LedgerAudited.class))
        .hasValueSatisfying(
            audit -> {
              assertThat(audit.present()).isPositive();
              assertThat(audit.missing()).isEmpty();
            });
  }

  /** A restore gives back what was, and nothing of what came after it. */
  @Then("what was written after the last backup is gone")
  public void what_was_written_after_the_last_backup_is_gone() {
    assertThat(drill.history().last(LedgerAudited.class))
        .hasValueSatisfying(
            audit -> {
              assertThat(audit.present()).isPositive();
              assertThat(audit.missing()).isNotEmpty();
            });
  }

  /** The load on the workload saw no failure. */
  @Then("no request to the workload failed")
  public void no_request_to_the_workload_failed() {
    assertThat(
            drill.history().of(LoadWindow.class).filter(load -> load.stream().equals("workload")))
        .isNotEmpty()
        .allSatisfy(load -> assertThat(load.failed()).isZero());
  }

  /** A wrong runbook fails for the reason that its scenario names. */
  @Then("a finding says {string}, which its author expects")
  public void a_finding_says_what_its_author_expects(String reason) {
    assertThat(drill.expectedReason()).isEqualTo(reason);
    assertThat(drill.failures()).anySatisfy(finding -> assertThat(finding).contains(reason));
  }
}
