package dev.firedrill.backend.simulated.pki;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.interfaces.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.operator.ContentSigner;

/** ECDSA with SHA-256 whose signatures follow from key and content alone (RFC 6979). */
final class RepeatableSigner implements ContentSigner {

  private final ECPrivateKey key;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();

  RepeatableSigner(ECPrivateKey key) {
    this.key = key;
  }

  @Override
  public AlgorithmIdentifier getAlgorithmIdentifier() {
    return new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
  }

  @Override
  public OutputStream getOutputStream() {
    return content;
  }

  @Override
  public byte[] getSignature() {
    byte[] signed = content.toByteArray();
    SHA256Digest digest = new SHA256Digest();
    digest.update(signed, 0, signed.length);
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(key.getS(), Keys.DOMAIN));
    BigInteger[] signature = signer.generateSignature(hash);
    try {
      return StandardDSAEncoding.INSTANCE.encode(Keys.DOMAIN.getN(), signature[0], signature[1]);
    } catch (IOException e) {
      throw new UncheckedIOException("two numbers can be encoded", e);
    }
  }
}
