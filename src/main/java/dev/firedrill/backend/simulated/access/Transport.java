package dev.firedrill.backend.simulated.access;

import dev.firedrill.backend.simulated.api.ApiListener;
import dev.firedrill.backend.simulated.api.ApiReply;
import dev.firedrill.backend.simulated.api.ApiRequest;
import dev.firedrill.backend.simulated.api.Credentials;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.pki.Kubeconfig;
import java.io.IOException;

/**
 * Carries a request of Firedrill to the API server that it has reached and verified, and the answer
 * back. Takes no virtual time, and changes nothing about what is answered.
 */
@FunctionalInterface
public interface Transport {

  /** By a call. */
  Transport IN_MEMORY =
      (client, server, request, credentials) ->
          server.handle(request, credentials, Network.OUTSIDE);

  /**
   * Carries one.
   *
   * @param client who asks
   * @param server who is asked
   * @param credentials what the client says who it is
   * @throws IOException where the request or the answer does not get there
   */
  ApiReply carry(Kubeconfig client, ApiListener server, ApiRequest request, Credentials credentials)
      throws IOException;
}
