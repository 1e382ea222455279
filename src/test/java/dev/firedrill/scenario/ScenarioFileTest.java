package dev.firedrill.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.drill.PlannedStep;
import dev.firedrill.history.Observation.Phase;
import dev.firedrill.model.DataLoss;
import dev.firedrill.model.Demands;
import dev.firedrill.model.DisasterRow;
import dev.firedrill.model.Expectations;
import dev.firedrill.model.FaultKind;
import dev.firedrill.model.LoadRates;
import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Parameter;
import dev.firedrill.model.ParameterType;
import dev.firedrill.model.Schedule;
import dev.firedrill.model.ScheduledFault;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.operations.Operation;
import dev.firedrill.operations.OperationContext;
import dev.firedrill.operations.StepDefinition;
import dev.firedrill.operations.StepVocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioFileTest {

  private static final Parameter NODE = new Parameter("node", ParameterType.NODE, true);
  private static final Parameter TO = new Parameter("to", ParameterType.VERSION, true);
  private static final List<StepDefinition> VOCABULARY =
      List.of(
          step("preflight", TO),
          step("back-up-etcd"),
          step(
              "drain",
              NODE,
              new Parameter("deadline", ParameterType.DURATION, false),
              new Parameter("disable-eviction", ParameterType.FLAG, false),
              new Parameter("retries", ParameterType.COUNT, false)),
          step("upgrade-control-plane", NODE, TO),
          step("uncordon", NODE));

  private static final String HEAD =
      """
      name: test
      description: a test
      cluster: ha
      version: v1.29.4
      workload: {http: 500/s, ledger: 20/s, replicas: 3}
      """;
  private static final String EXPECT =
      """
      expect:
        verdict: pass
        version: v1.30.4
        backup: before-change
        workload: {failed-requests: 2, longest-gap: 1500ms}
        api: {longest-gap: 1m10s}
      """;

  private static final String RECOVERED = "expect: {verdict: pass}\n";

  @TempDir Path home;

  @BeforeEach
  void folders() throws IOException {
    Files.createDirectories(home.resolve("scenarios/steps"));
  }

  private static StepDefinition step(String name, Parameter... parameters) {
    return new StepDefinition(name, "", List.of(parameters), arguments -> new Nothing());
  }

  private static Machine machine(String name, NodeRole role) {
    return new Machine(new NodeName(name), role, "10.0.0.1");
  }

  private static Topology topology(Path file) {
    if (!file.getFileName().toString().equals("ha.yaml")) {
      throw new ProblemsFound(List.of(new Problem(file, 0, "", "no such file")));
    }
    return new Topology(
        "ha",
        "",
        "",
        "",
        "",
        "",
        "",
        List.of(
            machine("cp-1", NodeRole.CONTROL_PLANE),
            machine("cp-2", NodeRole.CONTROL_PLANE),
            machine("cp-3", NodeRole.CONTROL_PLANE),
            machine("worker-1", NodeRole.WORKER),
            machine("worker-2", NodeRole.WORKER)));
  }

  private ScenarioDraft read(String text) {
    Path file = write("scenarios/test.yaml", text);
    return ScenarioFile.read(
        file, new ScenarioLibrary(home, VOCABULARY, ScenarioFileTest::topology));
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(home.resolve(name), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> problems(String text) {
    return read(text).problems().stream()
        .map(problem -> problem.toString().replace(home.resolve("scenarios") + "/", ""))
        .toList();
  }

  private List<String> ids(String text) {
    return read(text).require().steps().stream().map(PlannedStep::id).toList();
  }

  @Test
  void a_whole_file_is_read() {
    Scenario scenario =
        read(HEAD + "before: [back-up-etcd]\nchange: [{drain: {node: cp-2}}]\n" + EXPECT).require();
    assertThat(scenario.name()).isEqualTo("test");
    assertThat(scenario.disaster()).isEmpty();
    assertThat(scenario.load()).isEqualTo(new LoadRates(500, 20));
    assertThat(scenario.replicas()).isEqualTo(3);
    assertThat(scenario.converge()).isEqualTo(Duration.ofMinutes(3));
    assertThat(scenario.expected()).isEqualTo(new ExpectedVerdict(true, ""));
    assertThat(scenario.expectations())
        .isEqualTo(
            new Expectations(
                Version.parse("v1.30.4"),
                true,
                2,
                Duration.ofMillis(1500),
                Duration.ofSeconds(70)));
    assertThat(scenario.source()).startsWith("name: test\n");
  }

  @Test
  void steps_keep_their_phase_and_get_ids_that_name_place_step_and_node() {
    List<PlannedStep> steps =
        read(HEAD + "before: [back-up-etcd]\nchange: [{drain: {node: cp-2}}]\n" + EXPECT)
            .require()
            .steps();
    assertThat(steps).extracting(PlannedStep::phase).containsExactly(Phase.BEFORE, Phase.CHANGE);
    assertThat(steps)
        .extracting(PlannedStep::id)
        .containsExactly("before-01-back-up-etcd", "change-01-drain-cp-2");
  }

  @Test
  void arguments_get_the_types_of_their_parameters() {
    PlannedStep drain =
        read(HEAD
                + "change: [drain: {node: first-control-plane, deadline: 90s,"
                + " disable-eviction: true, retries: 3}]\n"
                + EXPECT)
            .require()
            .steps()
            .get(0);
    assertThat(drain.arguments().values())
        .isEqualTo(
            Map.of(
                "node",
                new NodeName("cp-1"),
                "deadline",
                Duration.ofSeconds(90),
                "disable-eviction",
                true,
                "retries",
                3));
    assertThat(drain.written())
        .isEqualTo(
            Map.of("node", "cp-1", "deadline", "90s", "disable-eviction", "true", "retries", "3"));
  }

  @Test
  void for_each_fills_the_node_in_where_it_was_left_out() {
    assertThat(
            ids(
                HEAD
                    + """
                    change:
                      - for-each:
                          nodes: other-control-planes
                          steps:
                            - drain
                            - uncordon: {node: cp-1}
                      - for-each: {nodes: [worker-2, first-control-plane], steps: [drain]}
                    """
                    + EXPECT))
        .containsExactly(
            "change-01-drain-cp-2",
            "change-02-uncordon-cp-1",
            "change-03-drain-cp-3",
            "change-04-uncordon-cp-1",
            "change-05-drain-worker-2",
            "change-06-drain-cp-1");
  }

  @Test
  void a_shared_list_is_written_out_with_its_parameters() {
    write(
        "scenarios/steps/upgrade.yaml",
        """
        description: one node
        parameters: [node, to]
        steps:
          - drain
          - upgrade-control-plane: {to: $to}
        """);
    List<PlannedStep> steps =
        read(HEAD
                + """
                change:
                  - use: {list: upgrade, node: first-control-plane, to: v1.30.4}
                  - for-each:
                      nodes: [cp-3]
                      steps:
                        - use: {list: upgrade, to: v1.30.5}
                """
                + EXPECT)
            .require()
            .steps();
    assertThat(steps)
        .extracting(PlannedStep::id)
        .containsExactly(
            "change-01-drain-cp-1",
            "change-02-upgrade-control-plane-cp-1",
            "change-03-drain-cp-3",
            "change-04-upgrade-control-plane-cp-3");
    assertThat(steps.get(1).written()).containsEntry("to", "v1.30.4");
    assertThat(steps.get(3).arguments().version("to")).isEqualTo(Version.parse("v1.30.5"));
  }

  @Test
  void every_problem_of_a_file_is_told_at_once_with_its_line_and_key() {
    assertThat(
            problems(
                """
                name: Not A Name
                cluster: big
                version: latest
                row: earthquake
                workload: {http: 500, replicas: many, rate: 1/s}
                colour: red
                change:
                  - drian: {node: cp-1}
                  - drain
                  - preflight: {to: v1.30}
                  - uncordon: {node: cp-1, deadline: 5s}
                  - drain: {node: cp-1, deadline: soon, disable-eviction: maybe, retries: -1}
                  - use: nothing
                  - [drain]
                  - {drain: , uncordon: }
                expect:
                  verdict: fail
                  backup: later
                """))
        .containsExactlyInAnyOrder(
            "test.yaml:1: name: \"Not A Name\" is not a name; expected lower-case letters,"
                + " digits, dots and hyphens",
            home.resolve("clusters/big.yaml") + ": no such file",
            "test.yaml:3: version: \"latest\" is not a version; expected the form v1.29.4",
            "test.yaml:4: row: \"earthquake\" is no disaster row; there are worker,"
                + " control-plane-node, etcd-member, etcd-quorum, total-loss, certificate-expiry,"
                + " ca-expiry",
            "test.yaml:5: workload.http: \"500\" is not a rate; expected a form such as 500/s",
            "test.yaml:5: workload.replicas: \"many\" is not a whole number that is not negative",
            "test.yaml:5: workload.rate: unknown key; there are http, ledger, replicas",
            "test.yaml:6: colour: unknown key; there are name, description, row, cluster,"
                + " version, workload, fault, before, change, recovery, after, converge, expect,"
                + " schedule",
            "test.yaml:8: change[0].drian: unknown step \"drian\"; did you mean \"drain\"?",
            "test.yaml:9: change[1]: step \"drain\" needs \"node\" (a node)",
            "test.yaml:10: change[2].preflight.to: \"v1.30\" is not a version; expected the form"
                + " v1.29.4",
            "test.yaml:11: change[3].uncordon.deadline: unknown key; there are node",
            "test.yaml:12: change[4].drain.deadline: \"soon\" is not a length of time; expected a"
                + " form such as 90s, 5m or 250ms",
            "test.yaml:12: change[4].drain.disable-eviction: \"maybe\" is neither true nor false",
            "test.yaml:12: change[4].drain.retries: \"-1\" is not a whole number that is not"
                + " negative",
            "test.yaml:13: change[5].use: no shared list \"nothing\" ("
                + "steps/nothing.yaml); there are none",
            "test.yaml:14: change[6]: expected keys with values, found a list",
            "test.yaml:15: change[7]: expected one step, found [drain, uncordon]",
            "test.yaml:17: expect: \"version\" is missing",
            "test.yaml:17: expect.verdict: a scenario that is to fail says its \"reason\"",
            "test.yaml:18: expect.backup: \"later\" is neither \"before-change\" nor \"none\"");
  }

  @Test
  void a_node_that_the_topology_lacks_is_a_problem() {
    assertThat(
            problems(
                HEAD
                    + "change:\n"
                    + "  - drain: {node: cp-4}\n"
                    + "  - for-each: {nodes: masters, steps: [drain]}\n"
                    + "  - for-each: {nodes: [worker-9], steps: [drain]}\n"
                    + EXPECT))
        .containsExactly(
            "test.yaml:7: change[0].drain.node: no node \"cp-4\" in topology ha; did you mean"
                + " \"cp-1\"?",
            "test.yaml:8: change[1].for-each.nodes: \"masters\" is no group of nodes; there are"
                + " first-control-plane, other-control-planes, control-planes, workers, nodes",
            "test.yaml:9: change[2].for-each.nodes[0]: no node \"worker-9\" in topology ha; did"
                + " you mean \"worker-1\"?");
  }

  @Test
  void a_problem_in_a_shared_list_is_told_once_and_where_the_list_stands() {
    write("scenarios/steps/bad.yaml", "parameters: [to]\nsteps:\n  - preflight: {to: $too}\n");
    assertThat(
            problems(
                HEAD
                    + "change:\n"
                    + "  - for-each:\n"
                    + "      nodes: nodes\n"
                    + "      steps: [{use: {list: bad, to: v1.30.4}}]\n"
                    + "  - use: bad\n"
                    + EXPECT))
        .containsExactly(
            "steps/bad.yaml:3: steps[0].preflight.to: no parameter \"too\" here; did you mean"
                + " \"to\"?",
            "test.yaml:10: change[1].use: list \"bad\" needs \"to\"");
  }

  @Test
  void a_list_that_uses_itself_is_refused() {
    write("scenarios/steps/a.yaml", "steps: [{use: b}]\n");
    write("scenarios/steps/b.yaml", "steps: [{use: a}]\n");
    assertThat(problems(HEAD + "change: [{use: a}]\n" + EXPECT))
        .containsExactly("steps/b.yaml:1: steps[0].use: uses itself: a uses b uses a");
  }

  @Test
  void a_skipped_minor_is_legal_since_preflight_has_to_fail_it() {
    assertThat(read(HEAD + "change: [{preflight: {to: v1.31.14}}]\n" + EXPECT).problems())
        .isEmpty();
  }

  @Test
  void a_fault_has_a_recovery_and_is_not_beside_a_change() {
    assertThat(
            ids(
                HEAD
                    + "row: etcd-quorum\nfault: {lose-etcd-members: {count: 2}}\n"
                    + "recovery: [back-up-etcd]\nafter: [preflight: {to: v1.29.4}]\n"
                    + RECOVERED))
        .containsExactly("recovery-01-back-up-etcd", "after-01-preflight");
    assertThat(problems(HEAD + "change: [back-up-etcd]\nfault: lose-etcd-members\n" + EXPECT))
        .containsExactly("test.yaml:1: expected either \"change\" or \"fault\"");
    assertThat(problems(HEAD + "recovery: [back-up-etcd]\n" + EXPECT))
        .containsExactlyInAnyOrder(
            "test.yaml:1: expected either \"change\" or \"fault\"",
            "test.yaml:6: recovery: a recovery needs a \"fault\"");
    assertThat(problems(HEAD + "change: []\n" + EXPECT))
        .containsExactly("test.yaml:6: change: has no steps");
  }

  @Test
  void a_fault_is_checked_as_steps_are_and_every_problem_told_at_once() {
    assertThat(problems(HEAD + "row: worker\nfault: {kil-machine: {node: cp-1}}\n" + RECOVERED))
        .containsExactly(
            "test.yaml:7: fault.kil-machine: unknown fault \"kil-machine\"; did you mean"
                + " \"kill-machine\"?");
    assertThat(
            problems(
                HEAD
                    + "fault: {kill-machine: {node: cp-9, hard: true}}\nsettle: long\nconverge: 1\n"
                    + "expect: {verdict: pass, data-loss: some}\n"))
        .containsExactlyInAnyOrder(
            "test.yaml:6: fault.kill-machine.node: no node \"cp-9\" in topology ha; did you mean"
                + " \"cp-1\"?",
            "test.yaml:6: fault.kill-machine.hard: unknown key; there are node",
            "test.yaml:7: settle: \"long\" is not a length of time; expected a form such as 90s,"
                + " 5m or 250ms",
            "test.yaml:8: converge: \"1\" is not a length of time; expected a form such as 90s,"
                + " 5m or 250ms",
            "test.yaml:9: expect.data-loss: \"some\" is neither \"since-last-backup\" nor"
                + " \"none\"");
    assertThat(problems(HEAD + "fault: kill-machine\n" + RECOVERED))
        .containsExactly("test.yaml:6: fault: fault \"kill-machine\" needs \"node\" (a node)");
    assertThat(problems(HEAD + "row: worker\nchange: [back-up-etcd]\n" + EXPECT))
        .containsExactly("test.yaml:1: row \"worker\" needs a \"fault\"");
  }

  @Test
  void a_namespace_that_cannot_be_one_is_told_of_steps_and_faults_at_once() {
    Path file =
        write(
            "scenarios/test.yaml",
            HEAD
                + "fault: {delete-namespace: {namespace: Shop}}\n"
                + "recovery: [{restore-namespace: {namespace: shop; reboot}}]\n"
                + RECOVERED);
    ScenarioLibrary library =
        new ScenarioLibrary(home, StepVocabulary.steps(), ScenarioFileTest::topology);
    assertThat(ScenarioFile.read(file, library).problems())
        .extracting(Problem::text)
        .containsExactlyInAnyOrder(
            "\"Shop\" is not a namespace; expected at most 63 lower-case letters, digits and"
                + " hyphens",
            "\"shop; reboot\" is not a namespace; expected at most 63 lower-case letters, digits"
                + " and hyphens");
  }

  @Test
  void several_faults_come_together_and_each_is_checked() {
    Scenario scenario =
        read(HEAD
                + "fault:\n  - damage-backup: {how: empty}\n  - lose-etcd-members: {count: 2}\n"
                + RECOVERED)
            .require();
    assertThat(scenario.fault().id()).isEqualTo("fault-damage-backup-and-lose-etcd-members");
    assertThat(scenario.fault().written())
        .containsEntry("damage-backup how", "empty")
        .containsEntry("lose-etcd-members count", "2");
    assertThat(scenario.fault().changes(scenario.topology(), new Seed(1))).hasSize(3);
    assertThat(problems(HEAD + "fault: [{damage-backup: {how: burnt}}, kil-machine]\n" + RECOVERED))
        .hasSize(2)
        .anyMatch(problem -> problem.contains("\"burnt\" is no damage to a backup"))
        .anyMatch(problem -> problem.contains("unknown fault \"kil-machine\""));
    assertThat(problems(HEAD + "fault: []\n" + RECOVERED))
        .containsExactly("test.yaml:6: fault: names no fault");
  }

  @Test
  void what_a_disaster_demands_is_read() {
    Scenario scenario =
        read(HEAD
                + "row: etcd-quorum\nsettle: 40s\nrecovered-within: 90s\nconverge: 1m\n"
                + "fault: {lose-etcd-members: {nodes: [cp-1, worker-1]}}\n"
                + "expect: {verdict: pass, data-loss: since-last-backup, api: }\n")
            .require();
    assertThat(scenario.disaster()).contains(DisasterRow.ETCD_QUORUM);
    assertThat(scenario.expectations().version()).isEqualTo(scenario.version());
    assertThat(scenario.expectations().demands())
        .isEqualTo(new Demands("etcd-quorum", DataLoss.SINCE_LAST_BACKUP, false, true));
    assertThat(scenario.fault().settle()).isEqualTo(Duration.ofSeconds(40));
    assertThat(scenario.fault().limit()).isEqualTo(Duration.ofSeconds(90));
    assertThat(scenario.converge()).isEqualTo(Duration.ofMinutes(1));
    assertThat(scenario.fault().written()).containsEntry("nodes", "[cp-1, worker-1]");
  }

  @Test
  void what_is_no_yaml_is_told_with_its_line() {
    assertThat(problems("name: test\nchange: [drain\n"))
        .singleElement()
        .asString()
        .startsWith("test.yaml:3: is not YAML: ");
    assertThat(problems("")).containsExactly("test.yaml: the file is empty");
    assertThat(problems("- drain\n"))
        .containsExactly("test.yaml:1: expected keys with values, found a list");
    assertThat(problems("name: test\nname: test\ncluster: ha\n"))
        .contains("test.yaml:2: name: given twice");
  }

  @Test
  void what_is_known_of_a_file_with_problems_lets_others_look_for_theirs() {
    ScenarioDraft draft = read(HEAD + "change: [{preflight: {to: v1.30.4}}, drain]\n" + EXPECT);
    assertThat(draft.topology()).isNotNull();
    assertThat(draft.versions())
        .containsExactlyInAnyOrder(Version.parse("v1.29.4"), Version.parse("v1.30.4"));
    assertThatThrownBy(draft::require).isInstanceOf(ProblemsFound.class);
  }

  @Test
  void a_scenario_that_does_not_exist_is_refused_with_the_nearest_name() {
    ScenarioLibrary library = new ScenarioLibrary(home, VOCABULARY, ScenarioFileTest::topology);
    write("scenarios/upgrade.yaml", HEAD);
    write("scenarios/steps/list.yaml", "");
    assertThat(library.names()).containsExactly("upgrade");
    assertThat(library.scenario("upgrade")).isEqualTo(home.resolve("scenarios/upgrade.yaml"));
    assertThatThrownBy(() -> library.scenario("upgrad"))
        .isInstanceOf(ProblemsFound.class)
        .hasMessageContaining("no such scenario; did you mean \"upgrade\"?");
  }

  /** An operation that does nothing. */
  private record Nothing() implements Operation {

    @Override
    public List<String> changes() {
      return List.of();
    }

    @Override
    public String run(OperationContext context) {
      return "";
    }
  }

  private static final String CHANGE =
      """
      change:
        - drain: {node: worker-1}
        - uncordon: {node: worker-1}
      """;

  @Test
  void a_schedule_of_faults_is_read_and_written_the_same() throws IOException {
    String schedule =
        """
        schedule:
          seed: 17
          faults:
            - crash-machine: {node: cp-1, step: change-01-drain-worker-1, after: 2500ms, for: 20s}
            - partition: {between: [cp-1, worker-1], step: change-01-drain-worker-1, for: 5s}
            - crash-harness: {step: change-02-uncordon-worker-1}
        """;
    Scenario scenario = read(HEAD + CHANGE + EXPECT + schedule).require();
    assertThat(scenario.seed()).contains(new Seed(17));
    assertThat(scenario.faults())
        .containsExactly(
            new ScheduledFault(
                FaultKind.CRASH_MACHINE,
                List.of("cp-1"),
                "change-01-drain-worker-1",
                Duration.ofMillis(2500),
                Duration.ofSeconds(20)),
            new ScheduledFault(
                FaultKind.PARTITION,
                List.of("cp-1", "worker-1"),
                "change-01-drain-worker-1",
                Duration.ZERO,
                Duration.ofSeconds(5)),
            new ScheduledFault(
                FaultKind.CRASH_HARNESS,
                List.of(),
                "change-02-uncordon-worker-1",
                Duration.ZERO,
                Duration.ZERO));
    Schedule other = new Schedule(new Seed(3), scenario.faults().subList(1, 2));
    String written = RegressionFile.text(scenario, "other", other, "steps: it\nfailed");
    Scenario again = read(written).require();
    assertThat(again.name()).isEqualTo("other");
    assertThat(again.schedule()).isEqualTo(other);
    assertThat(again.steps()).hasSameSizeAs(scenario.steps());
    assertThat(written).contains("# steps: it failed\n").containsOnlyOnce("schedule:");
  }

  @Test
  void everything_that_is_wrong_with_a_schedule_is_told_at_once() throws IOException {
    String schedule =
        """
        schedule:
          seed: many
          faults:
            - crash-machin: {node: cp-1, step: change-01-drain-worker-1}
            - stop-etcd: {node: worker-1, step: change-01-drain-worker-1}
            - pause-machine: {node: cp-1, step: change-01-drain}
            - partition: {between: [cp-1, cp-1], step: change-01-drain-worker-1, until: 5s}
            - lose-packets: {step: change-01-drain-worker-1}
        """;
    assertThat(read(HEAD + CHANGE + EXPECT + schedule).problems().toString())
        .contains("\"many\" is no seed")
        .contains("unknown fault \"crash-machin\"", "crash-machine")
        .contains("\"worker-1\" is no control plane")
        .contains("the scenario has no step \"change-01-drain\"")
        .contains("found cp-1 twice", "unknown key", "\"between\" is missing");
  }
}
