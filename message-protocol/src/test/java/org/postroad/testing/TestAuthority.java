// SPDX-License-Identifier: MIT

package org.postroad.testing;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.certificate.ApprovedAuthority;
import org.postroad.protocol.certificate.CertificateProfile;
import org.postroad.protocol.certificate.OcspResponder;
import org.postroad.protocol.certificate.TimestampAuthority;
import org.postroad.protocol.certificate.Trust;
import org.postroad.protocol.identifier.MemberId;

/**
 * A certification authority with its OCSP responder and a time-stamping authority, all in memory,
 * for the tests of every room. Keys are P-256, names follow the Finnish profile, everything is
 * valid from 30 days before to 300 days after {@link #NOW}.
 *
 * <p>For things gone wrong see {@link TestCertificate}, {@link TestOcsp} and {@link TestTimestamp}.
 *
 * @param root the authority's own key and self-signed certificate
 * @param ocspSigner the responder it delegates to
 * @param timestamper the time-stamping authority
 */
public record TestAuthority(String name, TestKey root, TestKey ocspSigner, TestKey timestamper) {
  /** The instant at which everything made here is judged. */
  public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  /** The instance the members below belong to. */
  public static final String TEST_INSTANCE = "TEST";

  private static final String PROFILE =
      "ee.ria.xroad.common.certificateprofile.impl.FiVRKCertificateProfileInfoProvider";

  public static TestAuthority create() {
    return create("Test CA");
  }

  public static TestAuthority create(String name) {
    TestKey root = TestCertificate.subject("O=Test, CN=" + name).authority().selfSigned();
    return new TestAuthority(
        name,
        root,
        TestCertificate.subject("O=Test, CN=" + name + " OCSP").ocspSigning().issuedBy(root),
        TestCertificate.subject("O=Test, CN=" + name + " TSA").timestamping().issuedBy(root));
  }

  /** A signing certificate for a member, as by the Finnish profile. */
  public TestKey signing(MemberId member) {
    return TestCertificate.subject(subject(member, member.memberCode())).signing().issuedBy(root);
  }

  /** An authentication certificate for a security server of a member. */
  public TestKey authentication(MemberId owner) {
    return TestCertificate.subject(subject(owner, "server.test")).authentication().issuedBy(root);
  }

  /** The answer that a certificate issued here is good. */
  public byte[] good(X509Certificate certificate, Instant thisUpdate) {
    return TestOcsp.about(certificate, root.certificate())
        .thisUpdate(thisUpdate)
        .signedBy(ocspSigner);
  }

  /** A time-stamp token that includes the authority's certificate, as it is stored. */
  public byte[] timestamp(Digest imprint, Instant time) {
    return TestTimestamp.of(imprint, time).encloseCertificate().token(timestamper);
  }

  /** The whole answer of the time-stamping authority; the token has no certificate (D-067). */
  public byte[] timestampResponse(Digest imprint, Instant time) {
    return TestTimestamp.of(imprint, time).response(timestamper);
  }

  /** This authority as an approved one, with its responder's certificate configured. */
  public ApprovedAuthority approved() {
    var responder =
        new OcspResponder(
            root.certificate(), "http://127.0.0.1/ocsp", Optional.of(ocspSigner.certificate()));
    return approved(List.of(), List.of(responder), false);
  }

  public ApprovedAuthority approved(
      List<X509Certificate> intermediates,
      List<OcspResponder> responders,
      boolean authenticationOnly) {
    return new ApprovedAuthority(
        name,
        root.certificate(),
        intermediates,
        responders,
        CertificateProfile.named(PROFILE),
        authenticationOnly);
  }

  public TimestampAuthority timestampAuthority() {
    return new TimestampAuthority(name + " TSA", "http://127.0.0.1/tsa", timestamper.certificate());
  }

  /** Trust in this authority alone, for {@link #TEST_INSTANCE}, with an hour of OCSP freshness. */
  public Trust trust() {
    return trust(TEST_INSTANCE, approved());
  }

  public Trust trust(String instance, ApprovedAuthority... authorities) {
    return new Trust(
        Map.of(instance, List.of(authorities)),
        Duration.ofHours(1),
        true,
        List.of(timestampAuthority()));
  }

  static SubjectPublicKeyInfo publicKeyInfo(X509Certificate certificate) {
    return SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded());
  }

  private static String subject(MemberId member, String commonName) {
    return "C=FI, O=Organisation, CN="
        + commonName
        + ", serialNumber="
        + member.instance()
        + "/SERVER/"
        + member.memberClass();
  }
}
