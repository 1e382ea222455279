package dev.firedrill.tools;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;

/**
 * RSA or ECDSA with SHA-256, whose signatures follow from key and content alone (RFC 6979), so that
 * equal runs make equal certificates.
 */
final class DeterministicSigner implements ContentSigner {

  private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

  private final PrivateKey key;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();

  DeterministicSigner(PrivateKey key) {
    this.key = key;
  }

  @Override
  public AlgorithmIdentifier getAlgorithmIdentifier() {
    return isRsa()
        ? new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE)
        : new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
  }

  @Override
  public OutputStream getOutputStream() {
    return content;
  }

  @Override
  public byte[] getSignature() {
    try {
      Signature signature =
          Signature.getInstance(isRsa() ? "SHA256WITHRSA" : "SHA256WITHECDDSA", PROVIDER);
      signature.initSign(key);
      signature.update(content.toByteArray());
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing with a key of kind " + key.getAlgorithm(), e);
    }
  }

  private boolean isRsa() {
    return key.getAlgorithm().equals("RSA");
  }
}
