package dev.firedrill.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkloadEntryTest {

  private static final Condition<Boolean> READY =
      new Condition<>("ready", "workload", () -> new Sight.Holds<>(true));

  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;
  private int refuseFrom = Integer.MAX_VALUE;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(asked.incrementAndGet() < refuseFrom ? 200 : 503, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void an_entry_where_every_request_is_answered_serves() {
    assertThat(look()).isInstanceOf(Sight.Holds.class);
  }

  @Test
  void one_request_that_is_refused_is_one_too_many() {
    refuseFrom = 7;
    assertThat(look()).isInstanceOf(Sight.NotYet.class);
  }

  @Test
  void an_entry_that_refuses_connections_does_not_serve() {
    server.stop(0);
    assertThat(look())
        .isInstanceOfSatisfying(
            Sight.NotYet.class, sight -> assertThat(sight.seen()).contains("no answer at"));
  }

  private Sight<Boolean> look() {
    LoadTarget target = LoadTarget.workload("127.0.0.1", server.getAddress().getPort());
    return new WorkloadEntry(target).serving(READY).look().get();
  }
}
