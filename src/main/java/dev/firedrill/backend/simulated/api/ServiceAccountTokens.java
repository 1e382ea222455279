package dev.firedrill.backend.simulated.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Tokens of service accounts, made and recognised by the key pair in sa.pub. They look like JSON
 * web tokens; what stands for the signature is a checksum over the content and the public key, so
 * that servers with another key refuse them.
 */
final class ServiceAccountTokens {

  private final byte[] publicKey;

  ServiceAccountTokens(byte[] publicKey) {
    this.publicKey = publicKey;
  }

  String issue(String namespace, String name, Instant now, Duration lifetime) {
    ObjectNode claims = Json.object();
    claims.put("iss", "https://kubernetes.default.svc.cluster.local");
    claims.put("sub", "system:serviceaccount:" + namespace + ":" + name);
    claims.put("iat", now.getEpochSecond()).put("exp", now.plus(lifetime).getEpochSecond());
    String content = encode("{\"alg\":\"ES256\"}") + "." + encode(Json.bytes(claims));
    return content + "." + signature(content);
  }

  Optional<User> user(String token, Instant now) {
    String[] parts = token.split("\\.");
    if (parts.length != 3 || !signature(parts[0] + "." + parts[1]).equals(parts[2])) {
      return Optional.empty();
    }
    ObjectNode claims = Json.stored(Base64.getUrlDecoder().decode(parts[1]));
    String[] subject = claims.path("sub").asText().split(":");
    if (subject.length != 4 || now.getEpochSecond() >= claims.path("exp").asLong()) {
      return Optional.empty();
    }
    return Optional.of(
        Authentication.authenticated(
            claims.path("sub").asText(),
            List.of("system:serviceaccounts", "system:serviceaccounts:" + subject[2])));
  }

  private String signature(String content) {
    CRC32 crc = new CRC32();
    crc.update(content.getBytes(StandardCharsets.UTF_8));
    crc.update(publicKey);
    return encode(Long.toHexString(crc.getValue()));
  }

  private static String encode(String text) {
    return encode(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
