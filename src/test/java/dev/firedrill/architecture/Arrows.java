package dev.firedrill.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which package may know which: the arrows of docs/architecture.md. What is not listed is
 * forbidden, so that a new package has to be given its place here.
 */
final class Arrows {

  static final String MODEL = "model";
  static final String PORTS = "ports";
  static final String BACKUP = "backup";
  static final String HISTORY = "history";
  static final String WAITING = "waiting";
  static final String TOOLS = "tools";
  static final String DISTRIBUTION = "distribution";
  static final String OPERATIONS = "operations";
  static final String FAULT = "fault";
  static final String WORKLOAD = "workload";
  static final String WATCH = "watch";
  static final String DRILL = "drill";
  static final String SCENARIO = "scenario";
  static final String VERDICT = "verdict";
  static final String REPORT = "report";
  static final String BENCH = "bench";
  static final String BACKEND = "backend";
  static final String CLI = "cli";

  /** From each package, those that it may use; {@code cli} wires everything. */
  static final Map<String, Set<String>> ALLOWED = allowed();

  private Arrows() {}

  private static Map<String, Set<String>> allowed() {
    Map<String, Set<String>> allowed = new LinkedHashMap<>();
    allowed.put(MODEL, Set.of());
    allowed.put(PORTS, Set.of(MODEL));
    allowed.put(HISTORY, Set.of(MODEL));
    allowed.put(WAITING, Set.of(MODEL, PORTS));
    allowed.put(TOOLS, Set.of(MODEL, PORTS));
    allowed.put(BACKUP, Set.of(MODEL, PORTS));
    allowed.put(DISTRIBUTION, Set.of(MODEL, PORTS, WAITING, TOOLS));
    allowed.put(OPERATIONS, Set.of(MODEL, PORTS, BACKUP, HISTORY, WAITING, TOOLS, DISTRIBUTION));
    allowed.put(FAULT, Set.of(MODEL, PORTS, BACKUP, HISTORY, WAITING, TOOLS, DISTRIBUTION));
    allowed.put(WORKLOAD, Set.of(MODEL, PORTS, HISTORY, WAITING, TOOLS, DISTRIBUTION));
    allowed.put(WATCH, Set.of(MODEL, PORTS, HISTORY, WAITING, TOOLS, DISTRIBUTION));
    allowed.put(
        DRILL,
        Set.of(
            MODEL,
            PORTS,
            BACKUP,
            HISTORY,
            WAITING,
            TOOLS,
            DISTRIBUTION,
            OPERATIONS,
            FAULT,
            WORKLOAD,
            WATCH));
    allowed.put(SCENARIO, Set.of(MODEL, HISTORY, OPERATIONS, FAULT, DRILL));
    allowed.put(VERDICT, Set.of(MODEL, HISTORY));
    allowed.put(REPORT, Set.of(MODEL, HISTORY, VERDICT));
    allowed.put(BENCH, Set.of(MODEL, HISTORY));
    allowed.put(BACKEND, Set.of(MODEL, PORTS, WAITING));
    allowed.put(CLI, Set.copyOf(allowed.keySet()));
    return allowed;
  }

  /** Every dependency between the packages below the root follows an arrow. */
  static ArchRule followedBelow(String root) {
    return ArchRuleDefinition.classes()
        .that()
        .resideInAPackage(root + ".(*)..")
        .should(followTheArrows(root))
        .as("dependencies below " + root + " follow the arrows");
  }

  private static ArchCondition<JavaClass> followTheArrows(String root) {
    return new ArchCondition<>("follow the arrows") {
      @Override
      public void check(JavaClass from, ConditionEvents events) {
        for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
          String origin = top(root, from);
          String target = top(root, dependency.getTargetClass());
          boolean fine =
              target.isEmpty()
                  || target.equals(origin)
                  || ALLOWED.getOrDefault(origin, Set.of()).contains(target);
          if (!fine) {
            events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
          }
        }
      }
    };
  }

  /** The package's first part below the root, or empty for a class from elsewhere. */
  private static String top(String root, JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith(root + ".") ? name.substring(root.length() + 1).split("\\.")[0] : "";
  }
}
