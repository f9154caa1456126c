// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.protocol.globalconf.Fixtures.EC;
import static org.postroad.protocol.globalconf.Fixtures.OTHER_RSA;
import static org.postroad.protocol.globalconf.Fixtures.RSA;
import static org.postroad.protocol.globalconf.Fixtures.assertFault;

import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

class SignedDirectoryTest {
  private static final Instant NOW = Instant.parse("2026-11-21T04:00:00Z");
  private static final Instant EXPIRES = NOW.plusSeconds(600);
  private static final byte[] CONTENT = "<conf/>".getBytes(UTF_8);

  private static PartReference part(String identifier, String instance) {
    return new PartReference(
        identifier,
        instance,
        "/V6/20261121040000000000000/" + instance + ".xml",
        DigestAlgorithm.SHA512.digest(CONTENT),
        Optional.empty());
  }

  private static SignedDirectory directory() {
    return new SignedDirectory(
        EXPIRES,
        6,
        List.of(
            part(PartReference.PRIVATE_PARAMETERS, "DEV"),
            part(PartReference.SHARED_PARAMETERS, "DEV")));
  }

  private static byte[] signed() {
    return directory()
        .sign(RSA.signer(SignatureAlgorithm.RSA_SHA512), RSA.certificate(), new Random(1));
  }

  private static SignedDirectory verify(byte[] document) {
    return SignedDirectory.verify(document, List.of(RSA.certificate(), EC.certificate()), NOW);
  }

  /** A document around a signed text of the test's own making. */
  private static byte[] around(String signedText) {
    byte[] signature = RSA.signer(SignatureAlgorithm.RSA_SHA256).sign(signedText.getBytes(UTF_8));
    Digest hash = Certificates.sha256(RSA.certificate());
    return String.join(
            "\r\n",
            "content-type: multipart/related; charset=UTF-8; boundary=o",
            "",
            "--o",
            "content-type: multipart/mixed; charset=UTF-8; boundary=i",
            "",
            signedText,
            "--o",
            "content-type: application/octet-stream",
            "content-transfer-encoding: base64",
            "signature-algorithm-id: " + SignatureAlgorithm.RSA_SHA256.uri(),
            "verification-certificate-hash: "
                + hash.base64()
                + "; hash-algorithm-id="
                + hash.algorithm().uri(),
            "",
            Base64.getEncoder().encodeToString(signature),
            "--o--")
        .getBytes(UTF_8);
  }

  private static String signedText(String head, String identifier) {
    return String.join(
        "\r\n",
        "--i",
        head,
        "",
        "--i",
        "content-type: application/octet-stream",
        "content-transfer-encoding: base64",
        "content-identifier: " + identifier,
        "content-location: /x/foo.xml",
        "hash-algorithm-id: " + DigestAlgorithm.SHA256.uri(),
        "",
        DigestAlgorithm.SHA256.digest(CONTENT).base64(),
        "--i--",
        "");
  }

  /** Row A02: certificates are key containers, so one that expired long ago will do. */
  @Test
  void anExpiredCertificateStillVerifies() {
    X509Certificate certificate = RSA.certificate();
    assertThrows(
        CertificateExpiredException.class, () -> certificate.checkValidity(Date.from(NOW)));
    assertEquals(directory(), SignedDirectory.verify(signed(), List.of(certificate), NOW));
  }

  @ParameterizedTest
  @EnumSource
  void readsWhatItSigned(SignatureAlgorithm algorithm) {
    var key = algorithm.isEcdsa() ? EC : RSA;
    byte[] document = directory().sign(key.signer(algorithm), key.certificate(), new Random(7));
    assertEquals(directory(), verify(document));
  }

  @Test
  void refusesEverySingleChangedBit() {
    refusesEverySingleChangedBitOf(signed());
    refusesEverySingleChangedBitOf(
        around(signedText("Expire-date: 2026-11-21T05:00:00Z", "FOO; instance=DEV")));
  }

  private static void refusesEverySingleChangedBitOf(byte[] document) {
    SignedDirectory unchanged = verify(document);
    for (int bit = 0; bit < document.length * 8; bit++) {
      document[bit / 8] ^= (byte) (1 << (bit % 8));
      int position = bit / 8;
      assertThrows(Fault.class, () -> verify(document), () -> "byte " + position);
      document[bit / 8] ^= (byte) (1 << (bit % 8));
    }
    assertEquals(unchanged, verify(document));
  }

  @Test
  void refusesEveryCutAndAnythingAfterTheEnd() {
    byte[] document = signed();
    int withoutLastLineEnd = document.length - 2;
    for (int length = 0; length < document.length; length++) {
      byte[] cut = Arrays.copyOf(document, length);
      if (length == withoutLastLineEnd) {
        assertEquals(directory(), verify(cut));
      } else {
        assertThrows(Fault.class, () -> verify(cut));
      }
    }
    assertThrows(Fault.class, () -> verify(Arrays.copyOf(document, document.length + 1)));
  }

  @Test
  void anExpiredDirectoryIsRefusedAndOneAtItsLastInstantIsNot() {
    byte[] document = signed();
    var certificates = List.of(RSA.certificate());
    assertEquals(EXPIRES, SignedDirectory.verify(document, certificates, EXPIRES).expires());
    assertFault(
        FaultCode.GLOBAL_CONF_OUTDATED,
        () -> SignedDirectory.verify(document, certificates, EXPIRES.plusNanos(1)));
  }

  @Test
  void anUnknownCertificateAndAnUnknownKeyAreToldApart() {
    assertFault(
        FaultCode.CERT_NOT_FOUND,
        () -> SignedDirectory.verify(signed(), List.of(OTHER_RSA.certificate()), NOW));
    byte[] signedByAnother =
        directory()
            .sign(
                OTHER_RSA.signer(SignatureAlgorithm.RSA_SHA512), RSA.certificate(), new Random(1));
    assertFault(FaultCode.INVALID_SIGNATURE_VALUE, () -> verify(signedByAnother));
  }

  @Test
  void anAlgorithmThatDoesNotFitTheKeyIsRefused() {
    byte[] document =
        directory()
            .sign(EC.signer(SignatureAlgorithm.ECDSA_SHA256), RSA.certificate(), new Random(1));
    assertFault(FaultCode.INVALID_SIGNATURE_VALUE, () -> verify(document));
  }

  @Test
  void sha1IsRefusedForTheSignature() {
    String weak =
        new String(signed(), UTF_8)
            .replace(
                SignatureAlgorithm.RSA_SHA512.uri(), "http://www.w3.org/2000/09/xmldsig#rsa-sha1");
    assertFault(FaultCode.UNSUPPORTED_SIGN_ALGORITHM, () -> verify(weak.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'DEV'", "\"DEV\"", "DEV"})
  void instanceMayBeInAnyQuotes(String instance) {
    String text =
        signedText("expire-date: 2026-11-21T06:10:00.123+02:00", "FOO; instance=" + instance);
    SignedDirectory directory = verify(around(text));
    assertEquals(Instant.parse("2026-11-21T04:10:00.123Z"), directory.expires());
    assertEquals(2, directory.version());
    assertEquals("DEV", directory.parts().getFirst().instance());
    assertEquals("foo.xml", directory.parts().getFirst().storedName());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FOO; instance='DEV",
        "FOO; instance=",
        "FOO; instance=''",
        "FOO; instance=DEV; x=y",
        "FOO",
        "; instance='DEV'",
        "FOO;instants='DEV'"
      })
  void otherContentIdentifiersAreRefused(String identifier) {
    byte[] document = around(signedText("Expire-date: 2026-11-21T05:00:00Z", identifier));
    assertFault(FaultCode.MALFORMED_GLOBAL_CONF, () -> verify(document));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Version: 6",
        "Expire-date: tomorrow",
        "Expire-date: 2026-11-21T05:00:00",
        "Expire-date: 2026-11-21T05:00:00Z\r\nexpire-DATE: 2027-11-21T05:00:00Z",
        "Expire-date: 2026-11-21T05:00:00Z\r\nVersion: 06",
        "Expire-date: 2026-11-21T05:00:00Z\r\nVersion: six"
      })
  void otherHeadsAreRefused(String head) {
    byte[] document = around(signedText(head, "FOO; instance='DEV'"));
    assertFault(FaultCode.MALFORMED_GLOBAL_CONF, () -> verify(document));
  }

  @Test
  void aWeakDigestOfAPartIsRefused() {
    String text =
        signedText("Expire-date: 2026-11-21T05:00:00Z", "FOO; instance='DEV'")
            .replace(DigestAlgorithm.SHA256.uri(), DigestAlgorithm.SHA1.uri());
    assertFault(FaultCode.MALFORMED_GLOBAL_CONF, () -> verify(around(text)));
  }

  @Test
  void theUnsignedFrameIsSpelledInOneWay() {
    String mixed =
        new String(signed(), UTF_8).replace("Signature-Algorithm-Id", "signature-algorithm-id");
    assertFault(FaultCode.MALFORMED_GLOBAL_CONF, () -> verify(mixed.getBytes(UTF_8)));
    String extra =
        new String(signed(), UTF_8)
            .replace("Signature-Algorithm-Id", "X: y\r\nSignature-Algorithm-Id");
    assertFault(FaultCode.MALFORMED_GLOBAL_CONF, () -> verify(extra.getBytes(UTF_8)));
    String bareLineFeeds = new String(signed(), UTF_8).replace("\r\n", "\n");
    assertFault(FaultCode.MALFORMED_GLOBAL_CONF, () -> verify(bareLineFeeds.getBytes(UTF_8)));
  }

  @Test
  void aPartIsListedOnce() {
    var twice = Collections.nCopies(2, part(PartReference.SHARED_PARAMETERS, "DEV"));
    assertFault(FaultCode.MALFORMED_GLOBAL_CONF, () -> new SignedDirectory(EXPIRES, 6, twice));
  }

  @Test
  void aHugeDocumentIsRefusedBeforeItIsRead() {
    Fault fault =
        assertFault(FaultCode.MALFORMED_GLOBAL_CONF, () -> verify(new byte[(1 << 20) + 1]));
    assertTrue(fault.text().contains("1048577"), fault.text());
  }
}
