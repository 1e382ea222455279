package dev.firedrill.backend.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClientTlsTest {

  private static final TestAuthority AUTHORITY = new TestAuthority();

  static Stream<Arguments> keys() {
    KeyPair rsa = TestAuthority.rsa();
    KeyPair ec = TestAuthority.ec();
    return Stream.of(
        Arguments.of("PKCS#1", rsa, TestAuthority.pem(rsa)),
        Arguments.of("SEC 1", ec, TestAuthority.pem(ec)),
        Arguments.of("PKCS#8 RSA", rsa, TestAuthority.pkcs8(rsa)),
        Arguments.of("PKCS#8 EC", ec, TestAuthority.pkcs8(ec)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("keys")
  void a_key_in_any_usual_form_proves_who_the_client_is(String form, KeyPair keys, byte[] pem)
      throws IOException, InterruptedException {
    assertThat(ask(client(keys, pem))).isEqualTo("CN=admin");
  }

  @Test
  void a_server_of_another_authority_is_not_believed() {
    KeyPair keys = TestAuthority.rsa();
    ClientTls stranger =
        ClientTls.parse(
            TestAuthority.pem(new TestAuthority().certificate()),
            TestAuthority.pem(AUTHORITY.issue("admin", keys)),
            TestAuthority.pem(keys));
    assertThatThrownBy(() -> ask(stranger)).isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void what_cannot_be_read_is_named() {
    KeyPair keys = TestAuthority.rsa();
    byte[] authority = TestAuthority.pem(AUTHORITY.certificate());
    byte[] certificate = TestAuthority.pem(AUTHORITY.issue("admin", keys));
    byte[] rubbish = "rubbish".getBytes(StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> ClientTls.parse(rubbish, certificate, TestAuthority.pem(keys)))
        .hasMessageContaining("the authorities");
    assertThatThrownBy(() -> ClientTls.parse(authority, new byte[0], TestAuthority.pem(keys)))
        .hasMessageContaining("the client's certificate");
    assertThatThrownBy(() -> ClientTls.parse(authority, certificate, rubbish))
        .hasMessageContaining("the client's key");
    assertThatThrownBy(() -> ClientTls.parse(authority, certificate, certificate))
        .hasMessageContaining("the client's key");
  }

  private static ClientTls client(KeyPair keys, byte[] pem) {
    return ClientTls.parse(
        TestAuthority.pem(AUTHORITY.certificate()),
        TestAuthority.pem(AUTHORITY.issue("admin", keys)),
        pem);
  }

  /** The name by which a server that demands a certificate knows the client. */
  private static String ask(ClientTls client) throws IOException, InterruptedException {
    KeyPair serverKeys = TestAuthority.ec();
    ClientTls server =
        ClientTls.parse(
            TestAuthority.pem(AUTHORITY.certificate()),
            TestAuthority.pem(AUTHORITY.issue("server", serverKeys)),
            TestAuthority.pem(serverKeys));
    HttpsServer https = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    https.setHttpsConfigurator(new DemandsCertificate(server.sslContext()));
    https.createContext(
        "/",
        exchange -> {
          String name = ((HttpsExchange) exchange).getSSLSession().getPeerPrincipal().getName();
          exchange.sendResponseHeaders(200, name.length());
          exchange.getResponseBody().write(name.getBytes(StandardCharsets.US_ASCII));
          exchange.close();
        });
    https.start();
    try {
      URI uri = URI.create("https://127.0.0.1:" + https.getAddress().getPort());
      return HttpClient.newBuilder()
          .sslContext(client.sslContext())
          .build()
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } finally {
      https.stop(0);
    }
  }

  private static final class DemandsCertificate extends HttpsConfigurator {

    DemandsCertificate(SSLContext context) {
      super(context);
    }

    @Override
    public void configure(HttpsParameters parameters) {
      SSLParameters tls = getSSLContext().getDefaultSSLParameters();
      tls.setNeedClientAuth(true);
      parameters.setSSLParameters(tls);
    }
  }
}
