package dev.firedrill.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Depends on a distribution's package, asks one for its name, or has a string constant with such a
 * name or with a folder where one keeps things.
 */
final class KnowADistribution extends ArchCondition<JavaClass> {

  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)\\b(kubeadm|k3s|rke2|kindest|eks)\\b|^kind$"
              + "|/etc/kubernetes|/etc/rancher|/var/lib/(kubelet|etcd|rancher)\\b");

  private static final Pattern PACKAGE = Pattern.compile(".*\\.distribution\\.[a-z0-9]+");

  /** Of those the field "kind" of the API's objects. */
  private static final Set<String> READS_OBJECTS =
      Set.of("dev.firedrill.operations.NamespaceContent");

  KnowADistribution() {
    super("know a distribution");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    for (Dependency each : type.getDirectDependenciesFromSelf()) {
      if (PACKAGE.matcher(each.getTargetClass().getPackageName()).matches()) {
        events.add(SimpleConditionEvent.satisfied(each, each.getDescription()));
      }
    }
    for (JavaCall<?> each : type.getMethodCallsFromSelf()) {
      if (each.getName().equals("name")
          && each.getTargetOwner().getName().endsWith(".distribution.Distribution")) {
        events.add(SimpleConditionEvent.satisfied(each, each.getDescription()));
      }
    }
    for (String constant : StringConstants.of(type)) {
      if (NAMED.matcher(constant).find()
          && !(constant.equals("kind") && READS_OBJECTS.contains(type.getName()))) {
        events.add(
            SimpleConditionEvent.satisfied(
                type, "%s has the constant \"%s\"".formatted(type.getName(), constant)));
      }
    }
  }
}
