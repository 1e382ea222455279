package dev.firedrill.workload;

import dev.firedrill.ports.Causes;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslContext;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Connections that are kept alive, opened on demand, used in turn. A request for which a connection
 * is opened belongs to it: where it cannot be opened, the request has failed. Confined to the
 * load's event loop.
 */
final class ConnectionPool implements HttpConnection.Owner {

  private final LoadTarget target;
  private final LoadProfile profile;
  private final Bootstrap bootstrap;
  private final Set<HttpConnection> all = new HashSet<>();
  private final Set<HttpConnection> free = new LinkedHashSet<>();
  private final Queue<LoadRequest> waiting = new ArrayDeque<>();
  private boolean closed;

  ConnectionPool(LoadTarget target, LoadProfile profile, EventLoop loop) {
    this.target = target;
    this.profile = profile;
    this.bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                Math.toIntExact(profile.timeout().toMillis()));
  }

  /** Sends the request at once, or as soon as a connection is free. */
  void submit(LoadRequest request) {
    if (free.isEmpty() && all.size() >= profile.mostConnections()) {
      waiting.add(request);
    } else if (free.isEmpty() || all.size() < profile.fewestConnections()) {
      open(request);
    } else {
      HttpConnection longestFree = free.iterator().next();
      free.remove(longestFree);
      longestFree.send(request);
    }
  }

  @Override
  public void free(HttpConnection connection) {
    LoadRequest next = nextWaiting();
    if (next == null) {
      free.add(connection);
    } else {
      connection.send(next);
    }
  }

  @Override
  public void gone(HttpConnection connection) {
    all.remove(connection);
    free.remove(connection);
    LoadRequest next = closed ? null : nextWaiting();
    if (next != null) {
      open(next);
    }
  }

  /** How many connections there are, or are being opened. */
  int size() {
    return all.size();
  }

  /** Closes every connection. */
  void close() {
    closed = true;
    List.copyOf(all).forEach(HttpConnection::retire);
  }

  private @Nullable LoadRequest nextWaiting() {
    LoadRequest next = waiting.poll();
    while (next != null && next.ended()) {
      next = waiting.poll();
    }
    return next;
  }

  private void open(LoadRequest first) {
    HttpConnection connection =
        new HttpConnection(target, profile.requestsPerConnection(), this, first);
    all.add(connection);
    ChannelFuture connecting =
        bootstrap
            .clone()
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    SslContext tls = target.tls();
                    if (tls != null) {
                      channel.pipeline().addLast(ClientTls.handler(tls, channel, target));
                    }
                    channel.pipeline().addLast(new HttpClientCodec(), connection);
                  }
                })
            .connect(target.host(), target.port());
    Channel channel = connecting.channel();
    connecting.addListener(
        connected -> {
          if (!connected.isSuccess()) {
            connection.refused("connect: " + Causes.of(connected.cause()));
            channel.close();
          }
        });
  }
}
