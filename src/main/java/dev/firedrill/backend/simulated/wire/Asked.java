package dev.firedrill.backend.simulated.wire;

import dev.firedrill.backend.simulated.api.ApiRequest;
import dev.firedrill.backend.simulated.api.Credentials;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came through a socket.
 *
 * @param request what is asked of the API server
 * @param accept the forms of an answer that the client understands, or empty
 * @param token a bearer token, or empty
 * @param actsAs as whom the client wants to be answered, or empty
 * @param actsInGroups the groups of whom it acts as
 */
record Asked(
    ApiRequest request, String accept, String token, String actsAs, List<String> actsInGroups) {

  private static final String BEARER = "Bearer ";

  static Asked of(HttpServerRequest http, Buffer body) {
    QueryStringDecoder uri = new QueryStringDecoder(http.uri());
    Map<String, String> query = new LinkedHashMap<>();
    uri.parameters().forEach((name, values) -> query.put(name, values.get(0)));
    String authorization = header(http, "Authorization");
    return new Asked(
        new ApiRequest(
            http.method().name(), uri.path(), query, header(http, "Content-Type"), body.getBytes()),
        header(http, "Accept"),
        authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
            ? authorization.substring(BEARER.length()).strip()
            : "",
        header(http, "Impersonate-User"),
        http.headers().getAll("Impersonate-Group"));
  }

  /** True where somebody wants to be told what changes, and not what there is. */
  static boolean isWatch(HttpServerRequest http) {
    String watch = http.getParam("watch");
    return http.method().equals(HttpMethod.GET)
        && watch != null
        && !watch.equals("false")
        && !watch.equals("0");
  }

  /** True where the answer is wanted as messages of a web socket. */
  static boolean isWebSocket(HttpServerRequest http) {
    return header(http, "Upgrade").equalsIgnoreCase("websocket");
  }

  /** Whom the client says it is, beside what TLS showed of it. */
  Credentials credentials(@Nullable X509Certificate certificate) {
    return new Credentials(certificate, token, actsAs, actsInGroups);
  }

  /** True where the client would rather have a table to print than the objects. */
  boolean wantsTable() {
    return request.method().equals("GET") && accept.contains("as=Table");
  }

  /** How much of each object is to go with a table's row. */
  String include() {
    return request.query().getOrDefault("includeObject", "Metadata");
  }

  private static String header(HttpServerRequest http, String name) {
    String value = http.getHeader(name);
    return value == null ? "" : value;
  }
}
