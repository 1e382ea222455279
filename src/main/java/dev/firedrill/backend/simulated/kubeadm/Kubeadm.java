package dev.firedrill.backend.simulated.kubeadm;

import dev.firedrill.backend.simulated.access.SimulatedClients;
import dev.firedrill.backend.simulated.etcd.EtcdFailure;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Invocation;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Tool;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.pki.Keys;
import dev.firedrill.model.Component;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** kubeadm as installed on a machine: the commands that operations use. */
public final class Kubeadm implements Tool {

  private static final Duration STARTING = Duration.ofMillis(80);

  private final Simulation simulation;
  private final Session.World world;
  private final Map<String, Consumer<Session>> commands = new TreeMap<>();

  /** kubeadm of whichever machine runs it. */
  public Kubeadm(Simulation simulation, Network network, SimulatedClients clients) {
    this.simulation = simulation;
    this.world = new Session.World(network, clients, new Keys(simulation));
    commands.put("init --config", Init::run);
    commands.put("init phase upload-certs", session -> UploadedCertificates.phase(session));
    commands.put("join --config", Join::run);
    commands.put("reset --force", Reset::run);
    commands.put("token create", session -> BootstrapTokens.create(session, simulation.chance()));
    commands.put("certs certificate-key", this::certificateKey);
    commands.put("certs renew", CertificateRenewal::run);
    commands.put("kubeconfig user", CertificateRenewal::userKubeconfig);
    commands.put("upgrade plan", UpgradePlan::run);
    commands.put("upgrade apply", UpgradeApply::run);
    commands.put("upgrade node", UpgradeNode::run);
    commands.put("version --output short", session -> session.say(session.version().toString()));
  }

  @Override
  public Output run(Invocation invocation) {
    if (!invocation.machine().programs().containsKey(Component.KUBEADM)) {
      return new Output(127, "", "sh: kubeadm: not found\n");
    }
    List<String> argv = invocation.argv();
    for (int words = Math.min(4, argv.size()); words > 1; words--) {
      Consumer<Session> command = commands.get(String.join(" ", argv.subList(1, words)));
      if (command != null) {
        return run(command, new Session(invocation, world));
      }
    }
    return new Output(127, "", "not simulated: " + invocation.line() + "\n");
  }

  private static Output run(Consumer<Session> command, Session session) {
    session.time().takes(STARTING);
    try {
      command.accept(session);
      return session.ended();
    } catch (KubeadmFailed | EtcdFailure e) {
      return session.failed(String.valueOf(e.getMessage()));
    } catch (KubernetesClientException e) {
      return session.failed(
          e.getStatus() == null ? String.valueOf(e.getMessage()) : e.getStatus().getMessage());
    }
  }

  private void certificateKey(Session session) {
    session.say(HexFormat.of().formatHex(simulation.chance().bytes(32)));
  }
}
