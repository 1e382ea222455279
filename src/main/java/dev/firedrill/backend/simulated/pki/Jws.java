package dev.firedrill.backend.simulated.pki;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures by a bootstrap token of what is kept beside them (RFC 7515, HS256, detached). */
public final class Jws {

  private static final String ALGORITHM = "HmacSHA256";

  private Jws() {}

  /** The signature of a text by the token with that id and secret, without the text. */
  public static String detached(String tokenId, String tokenSecret, String text) {
    String header =
        base64(
            "{\"alg\":\"HS256\",\"kid\":\"%s\"}"
                .formatted(tokenId)
                .getBytes(StandardCharsets.UTF_8));
    String payload = base64(text.getBytes(StandardCharsets.UTF_8));
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(tokenSecret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      byte[] signature = mac.doFinal((header + "." + payload).getBytes(StandardCharsets.US_ASCII));
      return header + ".." + base64(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
