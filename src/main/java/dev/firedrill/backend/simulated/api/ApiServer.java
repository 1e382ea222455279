package dev.firedrill.backend.simulated.api;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.model.Version;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Consumer;

/**
 * One API server. At its start it reads its certificate and authorities from its machine's files
 * (kubeadm's paths in /etc/kubernetes/pki); some moments later it listens at the machine's address,
 * port 6443, and is ready a little after that. Everything it serves it keeps in the etcd member at
 * 127.0.0.1:2379.
 */
public final class ApiServer implements ApiListener {

  /**
   * A server that is not started yet.
   *
   * @param command the container's arguments, the program first
   * @param ended told why where it ends by itself, also during {@link #start}
   */
  public ApiServer(
      Simulation simulation,
      Network network,
      Machine machine,
      Version version,
      List<String> command,
      Consumer<String> ended) {}

  /** Starts with the files as they are now. */
  public void start() {
    throw notBuilt();
  }

  /** Ends: listens no more. */
  public void stop() {
    throw notBuilt();
  }

  /** True where it listens and its start is complete, as /readyz says. */
  public boolean ready() {
    throw notBuilt();
  }

  @Override
  public X509Certificate certificate() {
    throw notBuilt();
  }

  @Override
  public ApiReply handle(ApiRequest request, Credentials credentials, String from) {
    throw notBuilt();
  }

  /**
   * A number that differs after every change of objects of that resource, for example {@code pods}
   * (the plural, without its group); costs next to nothing.
   */
  @Override
  public long changes(String resource) {
    throw notBuilt();
  }

  private static UnsupportedOperationException notBuilt() {
    return new UnsupportedOperationException("not built yet");
  }
}
