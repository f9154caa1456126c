// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.X509ExtendedKeyManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.util.IPAddress;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.algorithm.LocalKey;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.algorithm.SigningKey;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * One key of a token. The private half stays inside: it signs, requests certificates for itself,
 * and serves TLS through a key manager. Safe for use by several threads.
 */
public final class TokenKey {
  private final String id;
  private final KeyKind kind;
  private final PublicKey publicKey;
  private final PrivateKeyPlace place;
  private final RsaPadding padding;

  TokenKey(PublicKey publicKey, PrivateKeyPlace place, RsaPadding padding) {
    this.publicKey = publicKey;
    this.place = place;
    this.padding = padding;
    this.id = id(publicKey);
    this.kind =
        KeyKind.of(publicKey)
            .orElseThrow(() ->
                new Fault(
                    FaultCode.TOKEN_NOT_AVAILABLE,
                    "Key "
                        + id
                        + " is of kind "
                        + publicKey.getAlgorithm()
                        + ", expected one of "
                        + Arrays.toString(KeyKind.values())));
  }

  /** The id: SHA-1 of the public key (SubjectPublicKeyInfo) as 40 upper-case hex digits. */
  public String id() {
    return id;
  }

  public KeyKind kind() {
    return kind;
  }

  public PublicKey publicKey() {
    return publicKey;
  }

  /** The key for signing with one algorithm, which must fit it. */
  public SigningKey signer(SignatureAlgorithm algorithm) {
    if (!algorithm.fits(publicKey)) {
      throw new Fault(
          FaultCode.UNSUPPORTED_SIGN_ALGORITHM,
          "Key " + id + " of kind " + kind + " cannot sign with " + algorithm.jcaName());
    }
    return new Signer(place, algorithm);
  }

  /** The key for signing as its token is to be used, with a digest of SHA-256 or better (D-012). */
  public SigningKey signer(DigestAlgorithm digest) {
    return signer(kind.signatureAlgorithm(digest, padding));
  }

  /** Whether the key is in this process, so that it can serve TLS. */
  public boolean isLocal() {
    return place instanceof PrivateKeyPlace.Memory;
  }

  /**
   * A certificate request: PKCS #10 in DER, signed with SHA-256 (C66).
   *
   * @param subject such as {@code C=FI, O=Org, CN=1234}, encoded in that order
   * @param dnsName asked for as subject alternative name
   */
  public byte[] certificateRequest(String subject, Optional<String> dnsName, KeyUse use) {
    return CertificateRequests.of(subject, dnsName, use, publicKey, signer(DigestAlgorithm.SHA256));
  }

  /**
   * Serves TLS with this key, on either side. Keys of devices do not: authentication keys are taken
   * from software tokens only (C68).
   *
   * @param chain the certificate of this key, then its intermediate authorities
   */
  public X509ExtendedKeyManager keyManager(List<X509Certificate> chain) {
    if (chain.isEmpty() || !chain.getFirst().getPublicKey().equals(publicKey)) {
      throw new IllegalArgumentException("the chain does not start with a certificate of " + id);
    }
    if (place instanceof PrivateKeyPlace.Memory(LocalKey local)) {
      return new TokenKeyManager(id, kind.isRsa(), local.key(), chain);
    }
    throw new IllegalArgumentException("TLS is served with keys of software tokens, not " + this);
  }

  /** A certificate this key issues for itself, for uses where no authority is involved. */
  public X509Certificate selfSigned(String subject, Instant notBefore, Instant notAfter) {
    return selfSigned(subject, List.of(), notBefore, notAfter);
  }

  /**
   * The same for a server.
   *
   * @param hosts names and IP addresses it is reached by, as subject alternative names
   */
  public X509Certificate selfSigned(
      String subject, List<String> hosts, Instant notBefore, Instant notAfter) {
    X500Name name = new X500Name(subject);
    var builder =
        new X509v3CertificateBuilder(
            name,
            serialNumber(notBefore),
            Date.from(notBefore),
            Date.from(notAfter),
            name,
            SubjectPublicKeyInfo.getInstance(publicKey.getEncoded()));
    try {
      if (!hosts.isEmpty()) {
        builder.addExtension(Extension.subjectAlternativeName, false, alternativeNames(hosts));
      }
      var signer = new TokenContentSigner(signer(DigestAlgorithm.SHA256));
      return Certificates.parse(builder.build(signer).getEncoded());
    } catch (IOException e) {
      throw new IllegalStateException("a certificate cannot be encoded", e);
    }
  }

  private static GeneralNames alternativeNames(List<String> hosts) {
    return new GeneralNames(
        hosts.stream()
            .map(host ->
                new GeneralName(
                    IPAddress.isValid(host) ? GeneralName.iPAddress : GeneralName.dNSName, host))
            .toArray(GeneralName[]::new));
  }

  @Override
  public String toString() {
    return kind + " key " + id;
  }

  /** The {@link #id()} of the key with this public half. */
  public static String id(PublicKey key) {
    byte[] digest = DigestAlgorithm.SHA1.digest(key.getEncoded()).value();
    return HexFormat.of().withUpperCase().formatHex(digest);
  }

  void store(KeyStore store, char[] pin, Certificate[] chain) throws KeyStoreException {
    if (place instanceof PrivateKeyPlace.Memory(LocalKey local)) {
      store.setKeyEntry(id, local.key(), pin, chain);
    }
  }

  /** Another number for another key or another time; positive and below 64 bits. */
  private BigInteger serialNumber(Instant notBefore) {
    var digest = DigestAlgorithm.SHA256.newDigest();
    digest.update(publicKey.getEncoded());
    digest.update(BigInteger.valueOf(notBefore.toEpochMilli()).toByteArray());
    return new BigInteger(1, Arrays.copyOf(digest.digest(), 8)).shiftRight(1).add(BigInteger.ONE);
  }

  private record Signer(PrivateKeyPlace place, SignatureAlgorithm algorithm) implements SigningKey {
    @Override
    public byte[] sign(byte[] data) {
      return place.sign(algorithm, data);
    }

    @Override
    public boolean isLocal() {
      return place instanceof PrivateKeyPlace.Memory;
    }

    @Override
    public boolean batches() {
      return !(place instanceof PrivateKeyPlace.Device(HardwareToken token, _)) || token.batches();
    }

    @Override
    public String toString() {
      return algorithm.jcaName() + " key";
    }
  }
}
