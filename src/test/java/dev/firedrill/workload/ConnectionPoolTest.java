package dev.firedrill.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firedrill.workload.ScriptedServer.Reaction;
import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionPoolTest implements LoadRequest.Outcomes {

  private static final LoadProfile PROFILE =
      new LoadProfile(1, Duration.ofSeconds(60), 1, 2, 1_000);

  private final ScriptedServer server = new ScriptedServer(number -> Reaction.ANSWER);
  private final NioEventLoopGroup group = new NioEventLoopGroup(1);
  private final EventLoop loop = group.next();
  private final ConnectionPool pool = new ConnectionPool(server.target(), PROFILE, loop);
  private final List<String> outcomes = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    server.close();
  }

  @Test
  void an_idle_connection_that_the_server_closes_is_dropped_without_a_failure() {
    submit();
    await().until(() -> outcomes.size() == 1);
    assertThat(size()).isEqualTo(1);
    server.closeConnections();
    await().until(() -> size() == 0);
    submit();
    await().until(() -> outcomes.size() == 2);

    assertThat(outcomes).containsExactly("succeeded", "succeeded");
    assertThat(server.connections).hasValue(2);
  }

  @Test
  void a_request_on_a_connection_that_closes_without_an_answer_has_failed_and_is_not_repeated() {
    server.follow(number -> Reaction.HOLD);
    submit();
    await().until(() -> server.held.size() == 1);
    server.closeConnections();
    await().until(() -> outcomes.size() == 1);

    assertThat(outcomes).containsExactly("the connection was closed before the response ended");
    assertThat(server.requests).hasValue(1);
  }

  @Test
  void a_request_beyond_the_most_connections_waits_its_turn() {
    server.follow(number -> Reaction.HOLD);
    submit();
    submit();
    submit();
    await().until(() -> server.held.size() == 2);
    assertThat(size()).isEqualTo(2);
    server.follow(number -> Reaction.ANSWER);
    server.release();
    await().until(() -> outcomes.size() == 3);

    assertThat(outcomes).containsOnly("succeeded");
    assertThat(server.connections).hasValue(2);
  }

  private void submit() {
    loop.submit(() -> pool.submit(new LoadRequest(Instant.EPOCH, Instant.MAX, this)))
        .syncUninterruptibly();
  }

  private int size() {
    return loop.submit(pool::size).syncUninterruptibly().getNow();
  }

  @Override
  public void succeeded(LoadRequest request) {
    outcomes.add("succeeded");
  }

  @Override
  public void failed(LoadRequest request, String why) {
    outcomes.add(why);
  }
}
