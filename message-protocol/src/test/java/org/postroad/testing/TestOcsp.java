// SPDX-License-Identifier: MIT

package org.postroad.testing;

import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * Makes OCSP responses, right or forged. Start from {@link #about}, change what the test is about,
 * end with {@link #signedBy}. By default one entry says good as of {@link TestAuthority#NOW}.
 */
public final class TestOcsp {
  private record Entry(
      CertificateID id,
      Optional<CertificateStatus> status,
      Instant thisUpdate,
      Optional<Instant> nextUpdate,
      Optional<Extensions> extensions) {}

  private final List<Entry> earlier = new ArrayList<>();
  private final List<X509Certificate> enclosed = new ArrayList<>();
  private CertificateID id;
  private Optional<CertificateStatus> status = Optional.empty();
  private Instant thisUpdate = TestAuthority.NOW;
  private Optional<Instant> nextUpdate = Optional.empty();
  private Optional<Extensions> entryExtensions = Optional.empty();
  private Optional<Extensions> responseExtensions = Optional.empty();
  private boolean enclose = true;
  private boolean byName;
  private Optional<X509Certificate> namedAs = Optional.empty();
  private Optional<String> algorithm = Optional.empty();

  private TestOcsp(CertificateID id) {
    this.id = id;
  }

  public static TestOcsp about(X509Certificate certificate, X509Certificate issuer) {
    return new TestOcsp(id(certificate, issuer, OIWObjectIdentifiers.idSHA1));
  }

  /** Closes the entry made so far and starts one about another certificate. */
  public TestOcsp andAbout(X509Certificate certificate, X509Certificate issuer) {
    earlier.add(entry());
    id = id(certificate, issuer, OIWObjectIdentifiers.idSHA1);
    status = Optional.empty();
    return this;
  }

  public TestOcsp identifiedBy(
      X509Certificate certificate, X509Certificate issuer, ASN1ObjectIdentifier digest) {
    id = id(certificate, issuer, digest);
    return this;
  }

  public TestOcsp revoked(Instant when) {
    status = Optional.of(new RevokedStatus(Date.from(when)));
    return this;
  }

  public TestOcsp unknown() {
    status = Optional.of(new UnknownStatus());
    return this;
  }

  public TestOcsp thisUpdate(Instant time) {
    thisUpdate = time;
    return this;
  }

  public TestOcsp nextUpdate(Instant time) {
    nextUpdate = Optional.of(time);
    return this;
  }

  public TestOcsp entryExtension(ASN1ObjectIdentifier type, boolean critical) {
    entryExtensions = Optional.of(new Extensions(new Extension(type, critical, new byte[] {5, 0})));
    return this;
  }

  public TestOcsp responseExtension(ASN1ObjectIdentifier type, boolean critical) {
    responseExtensions =
        Optional.of(new Extensions(new Extension(type, critical, new byte[] {5, 0})));
    return this;
  }

  /** Encloses no certificate, not even the signer's. */
  public TestOcsp bare() {
    enclose = false;
    return this;
  }

  public TestOcsp enclosing(X509Certificate certificate) {
    enclosed.add(certificate);
    return this;
  }

  /** Names the responder by its subject; otherwise by the hash of its key. */
  public TestOcsp byName() {
    byName = true;
    return this;
  }

  /** Claims to come from another responder than the one that signs. */
  public TestOcsp namedAs(X509Certificate certificate) {
    namedAs = Optional.of(certificate);
    return this;
  }

  public TestOcsp algorithm(String jcaName) {
    algorithm = Optional.of(jcaName);
    return this;
  }

  public byte[] signedBy(TestKey signer) {
    try {
      X509Certificate responder = namedAs.orElse(signer.certificate());
      var builder = new BasicOCSPRespBuilder(responderId(responder));
      earlier.add(entry());
      for (Entry entry : earlier) {
        builder.addResponse(
            entry.id(),
            entry.status().orElse(CertificateStatus.GOOD),
            Date.from(entry.thisUpdate()),
            entry.nextUpdate().map(Date::from).orElse(null),
            entry.extensions().orElse(null));
      }
      responseExtensions.ifPresent(builder::setResponseExtensions);
      if (enclose) {
        enclosed.addFirst(signer.certificate());
      }
      List<X509CertificateHolder> holders = new ArrayList<>();
      for (X509Certificate certificate : enclosed) {
        holders.add(new JcaX509CertificateHolder(certificate));
      }
      var basic =
          builder.build(
              signer.contentSigner(algorithm),
              holders.toArray(X509CertificateHolder[]::new),
              Date.from(thisUpdate));
      return new OCSPRespBuilder().build(OCSPRespBuilder.SUCCESSFUL, basic).getEncoded();
    } catch (IOException
        | OCSPException
        | OperatorCreationException
        | CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private RespID responderId(X509Certificate responder)
      throws OCSPException, OperatorCreationException {
    return byName
        ? new RespID(X500Name.getInstance(responder.getSubjectX500Principal().getEncoded()))
        : new RespID(
            TestAuthority.publicKeyInfo(responder),
            digests().get(new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1, DERNull.INSTANCE)));
  }

  private Entry entry() {
    return new Entry(id, status, thisUpdate, nextUpdate, entryExtensions);
  }

  private static CertificateID id(
      X509Certificate certificate, X509Certificate issuer, ASN1ObjectIdentifier digest) {
    try {
      return new CertificateID(
          digests().get(new AlgorithmIdentifier(digest, DERNull.INSTANCE)),
          new JcaX509CertificateHolder(issuer),
          certificate.getSerialNumber());
    } catch (OCSPException | OperatorCreationException | CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DigestCalculatorProvider digests() throws OperatorCreationException {
    return new JcaDigestCalculatorProviderBuilder().build();
  }
}
