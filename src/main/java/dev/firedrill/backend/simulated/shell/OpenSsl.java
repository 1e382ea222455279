package dev.firedrill.backend.simulated.shell;

import dev.firedrill.backend.simulated.machine.Invocation;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Tool;
import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.network.TlsListener;
import dev.firedrill.backend.simulated.network.Unreachable;
import dev.firedrill.backend.simulated.pki.Pem;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** {@code openssl s_client}, for the certificate that a port of the machine shows. */
public final class OpenSsl implements Tool {

  private static final List<String> CLIENT = List.of("openssl", "s_client", "-noservername");
  private static final String CONNECT = "-connect";

  private final Network network;

  /** On machines of that network. */
  public OpenSsl(Network network) {
    this.network = network;
  }

  @Override
  public Output run(Invocation invocation) {
    List<String> argv = invocation.argv();
    if (argv.size() != 5 || !argv.subList(0, 3).equals(CLIENT) || !argv.get(3).equals(CONNECT)) {
      return NotSimulated.output(invocation);
    }
    return shown(invocation.machine().address(), argv.get(4))
        .map(certificate -> Output.printed("CONNECTED(00000003)\n" + Pem.of(certificate)))
        .orElseGet(() -> Output.failed("connect:errno=111\n"));
  }

  private Optional<X509Certificate> shown(String from, String to) {
    int colon = to.lastIndexOf(':');
    Address address =
        new Address(to.substring(0, colon), Integer.parseInt(to.substring(colon + 1)));
    try {
      return network.connect(from, address) instanceof TlsListener listener
          ? listener.shown()
          : Optional.empty();
    } catch (Unreachable away) {
      return Optional.empty();
    }
  }
}
