package dev.firedrill.backend.simulated.pki;

import dev.firedrill.backend.simulated.kernel.Simulation;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * Key pairs on P-256 that follow from the seed. RSA would cost seconds per cluster; leaf keys are
 * used several times over, which nobody who looks at certificates can tell.
 */
public final class Keys {

  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("P-256");
  static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE);
  private static final int POOL = 6;

  private final Simulation simulation;
  private final List<KeyPair> pool = new ArrayList<>();
  private int used;

  /** No key is made yet. */
  public Keys(Simulation simulation) {
    this.simulation = simulation;
  }

  /** A key pair that nobody else has, for an authority or for signing tokens. */
  public KeyPair fresh() {
    BigInteger random = new BigInteger(1, simulation.chance().bytes(40));
    BigInteger secret = random.mod(DOMAIN.getN().subtract(BigInteger.TWO)).add(BigInteger.ONE);
    try {
      ECParameterSpec curve = curve();
      ECPrivateKey key =
          (ECPrivateKey)
              KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(secret, curve));
      return new KeyPair(publicKey(key), key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }

  /** A key pair that follows from a text alone. */
  public static KeyPair of(String text) {
    BigInteger secret = Digests.number(text, new byte[0]);
    try {
      ECPrivateKey key =
          (ECPrivateKey)
              KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(secret, curve()));
      return new KeyPair(publicKey(key), key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }

  /** A key pair for a leaf certificate: the next of a few. */
  public KeyPair leaf() {
    if (pool.size() < POOL) {
      pool.add(fresh());
    }
    return pool.get(used++ % POOL);
  }

  /** The public half of a private key. */
  static PublicKey publicKey(ECPrivateKey key) {
    ECPoint point = new FixedPointCombMultiplier().multiply(DOMAIN.getG(), key.getS()).normalize();
    try {
      return KeyFactory.getInstance("EC")
          .generatePublic(
              new ECPublicKeySpec(
                  new java.security.spec.ECPoint(
                      point.getAffineXCoord().toBigInteger(),
                      point.getAffineYCoord().toBigInteger()),
                  curve()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }

  private static ECParameterSpec curve() throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    return parameters.getParameterSpec(ECParameterSpec.class);
  }
}
