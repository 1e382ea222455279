package dev.firedrill.workload;

import dev.firedrill.ports.Causes;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import org.jspecify.annotations.Nullable;

/**
 * A connection and the one request it carries at a time. A request that was written and whose
 * answer did not come in full has failed; nothing is sent twice.
 */
final class HttpConnection extends SimpleChannelInboundHandler<HttpObject> {

  /** Told what becomes of a connection. */
  interface Owner {
    /** It can carry another request. */
    void free(HttpConnection connection);

    /** It is gone. */
    void gone(HttpConnection connection);
  }

  private final LoadTarget target;
  private final int mostRequests;
  private final Owner owner;
  private @Nullable ChannelHandlerContext context;
  private @Nullable LoadRequest carried;
  private String lost = "the connection was closed";
  private boolean established;
  private boolean retired;
  private boolean over;
  private int requests;
  private HttpResponseStatus status = HttpResponseStatus.OK;

  HttpConnection(LoadTarget target, int mostRequests, Owner owner, LoadRequest first) {
    this.target = target;
    this.mostRequests = mostRequests;
    this.owner = owner;
    carry(first);
  }

  /** Sends the request; the connection is free. */
  void send(LoadRequest request) {
    carry(request);
    write();
  }

  /** Never carries another request; what it carries now has been given up. */
  void retire() {
    retired = true;
    carried = null;
    if (context != null) {
      context.close();
    }
  }

  /** The connection never came to be. */
  void refused(String why) {
    lost = why;
    end();
  }

  /** What its request has not had, to be followed by a length of time. */
  String waitsFor() {
    return established ? "no response" : "no connection";
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  public void channelActive(ChannelHandlerContext active) {
    if (target.tls() == null) {
      establish();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext source, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        establish();
      } else {
        lost = "TLS handshake: " + Causes.of(handshake.cause());
      }
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext source, HttpObject part) {
    if (carried == null) {
      retire(); // an answer to nothing: whatever the server means by it, it is not to be trusted
      return;
    }
    if (part.decoderResult().isFailure()) {
      lost = "the response is not HTTP: " + Causes.of(part.decoderResult().cause());
      source.close();
      return;
    }
    if (part instanceof HttpResponse response) {
      status = response.status();
      retired |= !HttpUtil.isKeepAlive(response);
    }
    if (part instanceof LastHttpContent) {
      answered(carried);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext source, Throwable cause) {
    if (established) {
      lost = Causes.of(cause);
    }
    source.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext inactive) {
    end();
  }

  private void carry(LoadRequest request) {
    carried = request;
    requests++;
    retired |= requests >= mostRequests;
    request.carriedBy(this);
  }

  private void establish() {
    established = true;
    if (carried == null) {
      retire();
    } else {
      write();
    }
  }

  private void write() {
    FullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.GET, target.path(), Unpooled.EMPTY_BUFFER);
    request.headers().set(HttpHeaderNames.HOST, target.host() + ":" + target.port());
    ChannelHandlerContext channel = context();
    channel
        .writeAndFlush(request)
        .addListener(
            written -> {
              if (!written.isSuccess()) {
                exceptionCaught(channel, written.cause());
              }
            });
  }

  private void answered(LoadRequest request) {
    carried = null;
    if (status.code() == HttpResponseStatus.OK.code()) {
      request.succeed();
    } else {
      request.fail("status " + status.code());
    }
    if (retired) {
      context().close();
    } else {
      owner.free(this);
    }
  }

  private void end() {
    if (over) {
      return;
    }
    over = true;
    LoadRequest unanswered = carried;
    carried = null;
    if (unanswered != null) {
      unanswered.fail(established ? lost + " before the response ended" : lost);
    }
    owner.gone(this);
  }

  private ChannelHandlerContext context() {
    if (context == null) {
      throw new IllegalStateException("connection to " + target + " used before it was opened");
    }
    return context;
  }
}
