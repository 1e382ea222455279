package dev.firedrill.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A Kubernetes API over plain HTTP that answers what a test says. */
public final class FakeApi implements AutoCloseable {

  /** What is asked. */
  public record Request(String method, String path, String query, String body) {

    /** True for that method and path. */
    public boolean is(String expectedMethod, String expectedPath) {
      return method.equals(expectedMethod) && path.equals(expectedPath);
    }

    /** The body as an object. */
    public <T> T as(Class<T> type) {
      return Serialization.unmarshal(body, type);
    }
  }

  /** What becomes of an answer half-way. */
  public enum Ending {
    WHOLE,
    /** The connection is closed. */
    CUT_OFF,
    /** Nothing more comes until the server is closed. */
    STALLED
  }

  /** What is answered. */
  public record Reply(int status, String body, Ending ending) {

    /** An answer sent whole. */
    public Reply(int status, String body) {
      this(status, body, Ending.WHOLE);
    }

    /** 200 and the beginning of an answer. */
    public static Reply half(Ending ending) {
      return new Reply(200, "{\"kind\":", ending);
    }

    /** 200 with an object. */
    public static Reply ok(Object object) {
      return new Reply(200, Serialization.asJson(object));
    }

    /** A refusal as the API words it. */
    public static Reply refusal(int status, String reason, String message) {
      return new Reply(
          status,
          Serialization.asJson(
              Map.of(
                  "kind",
                  "Status",
                  "apiVersion",
                  "v1",
                  "status",
                  "Failure",
                  "code",
                  status,
                  "reason",
                  reason,
                  "message",
                  message)));
    }
  }

  /** Decides what is answered; may be asked by several threads. */
  @FunctionalInterface
  public interface Answers {
    Reply to(Request request);
  }

  static {
    // Head and body of an answer are sent apart: without this the second waits up to 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final HttpServer server;
  private final KubernetesClient client;
  private volatile Answers answers;

  /** Starts to answer. */
  public FakeApi(Answers answers) {
    this.answers = answers;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
            .withRequestRetryBackoffLimit(10)
            .withRequestRetryBackoffInterval(10)
            .build();
    client = new KubernetesClientBuilder().withConfig(config).build();
  }

  /** A client of it, with retries as by default. */
  public KubernetesClient client() {
    return client;
  }

  /** Answers otherwise from now on. */
  public void answer(Answers others) {
    answers = others;
  }

  @Override
  public void close() {
    closed.countDown();
    client.close();
    server.stop(0);
    threads.shutdown();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              String.valueOf(exchange.getRequestURI().getQuery()),
              new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      Reply reply = answers.to(request);
      byte[] body = reply.body().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      int promised = reply.ending() == Ending.WHOLE ? body.length : body.length + 1;
      exchange.sendResponseHeaders(reply.status(), promised);
      exchange.getResponseBody().write(body);
      exchange.getResponseBody().flush();
      if (reply.ending() == Ending.STALLED) {
        closed.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
