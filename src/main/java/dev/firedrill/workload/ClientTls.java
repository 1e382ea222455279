package dev.firedrill.workload;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.netty.channel.ChannelHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/** TLS with both sides verified: the load must see a wrong certificate as every client would. */
final class ClientTls {

  private ClientTls() {}

  /** The trust and the identity that the configuration of a Kubernetes client holds. */
  static SslContext verified(Config config) {
    if (config.isTrustCerts() || config.isDisableHostnameVerification()) {
      throw new IllegalArgumentException(
          "the client of "
              + config.getMasterUrl()
              + " does not verify the server; load through it would prove nothing."
              + " Give a client with the cluster's certificate authority");
    }
    try {
      SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
      TrustManager[] trusted = SSLUtils.trustManagers(config);
      if (trusted != null && trusted.length > 0) {
        builder.trustManager(trusted[0]);
      }
      KeyManager[] keys = SSLUtils.keyManagers(config);
      if (keys != null && keys.length > 0) {
        builder.keyManager(keys[0]);
      }
      return builder.build();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "the certificates of the client of " + config.getMasterUrl() + " cannot be used", e);
    }
  }

  /** The handler for one connection; it verifies that the certificate is the host's own. */
  static ChannelHandler handler(SslContext tls, SocketChannel channel, LoadTarget target) {
    SslHandler handler = tls.newHandler(channel.alloc(), target.host(), target.port());
    SSLParameters parameters = handler.engine().getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    handler.engine().setSSLParameters(parameters);
    handler.setHandshakeTimeoutMillis(0); // the request that waits for it has a limit of its own
    return handler;
  }
}
