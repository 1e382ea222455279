package dev.firedrill.workload;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A server that does with each request, counted from 1, what the test says. */
final class ScriptedServer implements AutoCloseable {

  /** What becomes of a request. */
  enum Reaction {
    ANSWER,
    /** Answers 200 and says that it will close. */
    ANSWER_AND_SAY_CLOSE,
    ANSWER_503,
    /** Sends half an answer and closes. */
    CUT_SHORT,
    /** Closes without a byte. */
    CLOSE,
    /** Resets the connection. */
    RESET,
    /** Answers only when released. */
    HOLD
  }

  /** On a connection that said it would close, or has not answered yet, nothing may be sent. */
  private static final AttributeKey<Boolean> BARRED = AttributeKey.valueOf("barred");

  final AtomicInteger requests = new AtomicInteger();
  final AtomicInteger answered = new AtomicInteger();
  final AtomicInteger connections = new AtomicInteger();
  final AtomicInteger sentWhereNotAllowed = new AtomicInteger();
  final Queue<Channel> held = new ConcurrentLinkedQueue<>();
  private final NioEventLoopGroup group = new NioEventLoopGroup(1);
  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Channel listening;
  private volatile IntFunction<Reaction> script;

  ScriptedServer(IntFunction<Reaction> script) {
    this(script, null);
  }

  ScriptedServer(IntFunction<Reaction> script, @Nullable SslContext tls) {
    this.script = script;
    this.listening =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    connections.incrementAndGet();
                    open.add(channel);
                    if (tls != null) {
                      channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                    }
                    channel
                        .pipeline()
                        .addLast(new HttpServerCodec(), new HttpObjectAggregator(1024), handler());
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
  }

  int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  LoadTarget target() {
    return LoadTarget.workload("127.0.0.1", port());
  }

  void follow(IntFunction<Reaction> newScript) {
    script = newScript;
  }

  /** Closes every connection without a word. */
  void closeConnections() {
    open.close().syncUninterruptibly();
  }

  /** Answers everything that is held. */
  void release() {
    for (Channel channel = held.poll(); channel != null; channel = held.poll()) {
      answer(channel, HttpResponseStatus.OK, false);
    }
  }

  @Override
  public void close() {
    listening.close().syncUninterruptibly();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private SimpleChannelInboundHandler<FullHttpRequest> handler() {
    return new SimpleChannelInboundHandler<>() {
      @Override
      protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (Boolean.TRUE.equals(context.channel().attr(BARRED).get())) {
          sentWhereNotAllowed.incrementAndGet();
        }
        react(context.channel(), script.apply(requests.incrementAndGet()));
      }

      @Override
      public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
      }
    };
  }

  private void react(Channel channel, Reaction reaction) {
    switch (reaction) {
      case ANSWER -> answer(channel, HttpResponseStatus.OK, false);
      case ANSWER_AND_SAY_CLOSE -> answer(channel, HttpResponseStatus.OK, true);
      case ANSWER_503 -> answer(channel, HttpResponseStatus.SERVICE_UNAVAILABLE, false);
      case CUT_SHORT -> {
        FullHttpResponse response = response(HttpResponseStatus.OK);
        HttpUtil.setContentLength(response, 1000);
        channel.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
      }
      case CLOSE -> channel.close();
      case RESET -> {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.close();
      }
      case HOLD -> {
        channel.attr(BARRED).set(true);
        held.add(channel);
      }
    }
  }

  /** Where it says close it leaves that to the client, to see whether it sends once more. */
  private void answer(Channel channel, HttpResponseStatus status, boolean sayClose) {
    FullHttpResponse response = response(status);
    if (sayClose) {
      response.headers().set(HttpHeaderNames.CONNECTION, "close");
    }
    channel.attr(BARRED).set(sayClose);
    channel.writeAndFlush(response);
    answered.incrementAndGet();
  }

  private static FullHttpResponse response(HttpResponseStatus status) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            status,
            Unpooled.copiedBuffer("hello\n", StandardCharsets.US_ASCII));
    HttpUtil.setContentLength(response, response.content().readableBytes());
    return response;
  }
}
