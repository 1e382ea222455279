package dev.firedrill.operations;

import dev.firedrill.model.Parameter;
import dev.firedrill.model.ParameterType;
import java.time.Duration;
import java.util.List;

/** The steps of the vocabulary that are about certificates. */
final class CertificateSteps {

  private static final Duration WITHIN = Duration.ofDays(30);

  static final List<StepDefinition> ALL =
      List.of(
          new StepDefinition(
              "check-certificates",
              "checks every certificate's days left, and that each kubeconfig is accepted",
              List.of(
                  new Parameter("within", ParameterType.DURATION, false),
                  new Parameter("alerts", ParameterType.FLAG, false)),
              a -> new CheckCertificates(a.duration("within", WITHIN), a.flag("alerts"))),
          new StepDefinition(
              "renew-certificates",
              "signs the certificates of a control plane anew",
              List.of(new Parameter("node", ParameterType.NODE, true)),
              a -> new RenewCertificates(a.node("node"))),
          new StepDefinition(
              "renew-kubelet-certificate",
              "gives a kubelet new certificates and restarts it",
              List.of(new Parameter("node", ParameterType.NODE, true)),
              a -> new RenewKubeletCertificate(a.node("node"))),
          new StepDefinition(
              "restart-static-pods",
              "really restarts the static pods of a control plane",
              List.of(new Parameter("node", ParameterType.NODE, true)),
              a -> new RestartStaticPods(a.node("node"))),
          new StepDefinition(
              "refresh-kubeconfigs",
              "copies the administrator's kubeconfig out of the cluster again",
              List.of(),
              none -> new RefreshKubeconfigs()),
          new StepDefinition(
              "renew-authorities",
              "has every authority sign its own certificate again and brings it to every node",
              List.of(new Parameter("nodes", ParameterType.NODES, false)),
              a -> new RenewAuthorities(a.nodes("nodes"))),
          new StepDefinition(
              "publish-authorities",
              "waits until pods get the present authority, and tells it to joining machines",
              List.of(),
              none -> new PublishAuthorities()),
          new StepDefinition(
              "restart-pods",
              "restarts the pods that trust the authority from before",
              List.of(),
              none -> new RestartPods()));

  private CertificateSteps() {}
}
