package dev.firedrill.operations;

import dev.firedrill.model.Parameter;
import dev.firedrill.model.ParameterType;
import java.util.List;

/** The steps of the vocabulary that bring back machines, and clusters of which nothing is left. */
final class RebuildSteps {

  private static final Parameter ON_NODE = new Parameter("node", ParameterType.NODE, true);

  static final List<StepDefinition> ALL =
      List.of(
          new StepDefinition(
              "replace-machines",
              "makes machines that are gone anew",
              List.of(new Parameter("nodes", ParameterType.NODES, false)),
              a -> new ReplaceMachines(a.nodes("nodes"))),
          new StepDefinition(
              "restore-pki",
              "writes the CAs and service-account keys of the newest backup onto a machine",
              List.of(ON_NODE),
              a -> new RestorePki(a.node("node"))),
          new StepDefinition(
              "rebuild-control-plane",
              "makes the first control plane again, around what was restored",
              List.of(ON_NODE, new Parameter("version", ParameterType.VERSION, true)),
              a -> new RebuildControlPlane(a.node("node"), a.version("version"))),
          new StepDefinition(
              "restore-namespace",
              "makes the objects of one namespace anew out of the newest snapshot",
              List.of(
                  new Parameter("namespace", ParameterType.NAMESPACE, true),
                  new Parameter("into-existing", ParameterType.FLAG, false)),
              a -> new RestoreNamespace(a.namespace("namespace"), a.flag("into-existing"))),
          new StepDefinition(
              "remove-node",
              "deletes the node of a machine that is gone from the API",
              List.of(ON_NODE),
              a -> new RemoveNode(a.node("node"))));

  private RebuildSteps() {}
}
