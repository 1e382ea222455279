package dev.firedrill.backend.simulated.wire;

import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.pki.Issued;
import io.grpc.Server;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;

/**
 * gRPC on loopback for one etcd member: its services KV, Watch, Lease, Cluster and Maintenance. A
 * client has to show a certificate of etcd's authority that is good by the simulation's clock. Of
 * other services a client is told that they are not implemented.
 */
final class EtcdWire {

  private final Server server;

  EtcdWire(
      Desk desk,
      Network network,
      Address address,
      Issued certificate,
      List<X509Certificate> authorities) {
    EtcdCalls calls = new EtcdCalls(desk, network, address);
    this.server =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
            .sslContext(tls(certificate, Hearing.known(authorities, desk::now)))
            .addService(new EtcdKeys(calls))
            .addService(new EtcdWatches(calls))
            .addService(new EtcdLeases(calls))
            .addService(new EtcdMembership(calls))
            .addService(new EtcdUpkeep(calls))
            .build();
  }

  /** Listens from now on, at a port that nobody has. */
  void listen() {
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException("a port of 127.0.0.1 can be listened at", e);
    }
  }

  int port() {
    return server.getPort();
  }

  void close() {
    server.shutdownNow();
  }

  private static SslContext tls(Issued certificate, Hearing clients) {
    try {
      return GrpcSslContexts.configure(
              SslContextBuilder.forServer(certificate.key(), certificate.certificate()))
          .trustManager(clients)
          .clientAuth(ClientAuth.REQUIRE)
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException("TLS with a certificate of kubeadm's kind", e);
    }
  }
}
