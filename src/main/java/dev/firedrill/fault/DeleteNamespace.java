package dev.firedrill.fault;

import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;

/**
 * Somebody deletes a namespace with everything in it, by mistake. The cluster stays healthy: what
 * is lost is what it was for. Healing gives nothing back.
 *
 * @param name the namespace
 */
public record DeleteNamespace(String name) implements Fault {

  @Override
  public List<String> changes(Topology topology, Seed seed) {
    return List.of("namespace " + name + " is deleted with everything in it");
  }

  @Override
  public void inject(FaultContext context) {
    namespace(context).delete();
  }

  @Override
  public Condition<Boolean> confirmation(FaultContext context) {
    return new Condition<>(
        "gone with everything in it",
        "namespace " + name,
        () -> Sight.when(namespace(context).get() == null, () -> "it is still there"));
  }

  @Override
  public String heal(FaultContext context) {
    return "nothing: what is deleted stays so";
  }

  private Resource<Namespace> namespace(FaultContext context) {
    return context.cluster().kubernetes().client().namespaces().withName(name);
  }
}
