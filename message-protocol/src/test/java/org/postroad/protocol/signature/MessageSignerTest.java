// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.algorithm.SigningKey;
import org.postroad.protocol.signature.Fixtures.Kind;
import org.postroad.protocol.xml.Namespaces;

class MessageSignerTest {

  private static Map<String, byte[]> signedOctets(
      MessageSignature signature, Map<String, byte[]> contents) {
    var octets = new HashMap<>(contents);
    signature
        .hashChain()
        .ifPresent(chain -> octets.put(HashChain.SIGNATURE_RESULT, chain.result()));
    return octets;
  }

  @ParameterizedTest
  @EnumSource
  void santuarioAcceptsDirectSignatures(Kind kind) throws Exception {
    var signer = Fixtures.signer(kind);
    for (var identity : List.of(signer.identity(), signer.identityOfThreeLevels())) {
      var parts = List.of(Fixtures.message(1, 0));
      var signature = MessageSigner.sign(parts, identity, Fixtures.NOW).getFirst();
      assertTrue(signature.hashChain().isEmpty());
      var contents = Fixtures.contents(1, 0);
      assertTrue(Santuario.verifies(signature.document(), signer.certificate(), contents));
      var other = Fixtures.contents(2, 0);
      assertFalse(Santuario.verifies(signature.document(), signer.certificate(), other));
    }
  }

  @ParameterizedTest
  @EnumSource
  void santuarioAcceptsBatchSignatures(Kind kind) throws Exception {
    var signer = Fixtures.signer(kind);
    for (var messages : List.of(List.of(Fixtures.message(0, 2)), Fixtures.batch(5))) {
      for (var signature : MessageSigner.sign(messages, signer.identity(), Fixtures.NOW)) {
        var octets = signedOctets(signature, Map.of());
        assertTrue(Santuario.verifies(signature.document(), signer.certificate(), octets));
      }
    }
  }

  private record CountingKey(SigningKey key, AtomicInteger operations) implements SigningKey {
    @Override
    public SignatureAlgorithm algorithm() {
      return key.algorithm();
    }

    @Override
    public byte[] sign(byte[] data) {
      operations.incrementAndGet();
      return key.sign(data);
    }
  }

  @Test
  void oneKeyOperationServesTheWholeBatch() {
    var operations = new AtomicInteger();
    var signer = Fixtures.signer(Kind.P256);
    var key = new CountingKey(signer.pair().signer(), operations);
    var identity = signer.identity(key);
    var messages = Fixtures.batch(17);
    var signatures = MessageSigner.sign(messages, identity, Fixtures.NOW);
    assertEquals(1, operations.get());
    assertEquals(17, signatures.size());
    for (int i = 0; i < 17; i++) {
      assertSame(signatures.getFirst().document(), signatures.get(i).document());
      HashChain.verify(
          signatures.get(i).hashChain().orElseThrow(),
          HashChain.SIGNATURE_CHAIN,
          messages.get(i).byName());
    }
  }

  @Test
  void onlyALoneMessageOfOnePartIsSignedDirectly() {
    var identity = Fixtures.signer(Kind.P256).identity();
    var single = Fixtures.message(0, 0);
    var direct = MessageSigner.sign(List.of(single), identity, Fixtures.NOW).getFirst();
    assertTrue(direct.hashChain().isEmpty());
    String document = new String(direct.document(), UTF_8);
    assertTrue(document.contains("URI=\"/message.xml\""));
    assertTrue(document.contains("<xades:MimeType>text/xml</xades:MimeType>"));
    for (var messages : List.of(List.of(single, single), List.of(Fixtures.message(0, 1)))) {
      var batch = MessageSigner.sign(messages, identity, Fixtures.NOW).getFirst();
      assertTrue(batch.hashChain().isPresent());
      String text = new String(batch.document(), UTF_8);
      assertTrue(text.contains("URI=\"/sig-hashchainresult.xml\""));
      assertTrue(text.contains("<xades:MimeType>application/hash-chain-result</xades:MimeType>"));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> MessageSigner.sign(List.of(), identity, Fixtures.NOW));
  }

  /** The whole document, with the parts that a key or a certificate makes random taken out. */
  @Test
  void writesTheDocumentOfTheProfile() throws Exception {
    var signer = Fixtures.signer(Kind.RSA);
    var parts = Fixtures.message(0, 0);
    var signature = Fixtures.sign(Kind.RSA, parts);
    String document = new String(signature.document(), UTF_8);
    var parsed = Santuario.parse(signature.document());
    String certificateDigest =
        DigestAlgorithm.SHA512.digest(signer.certificate().getEncoded()).base64();
    String propertiesDigest =
        DigestAlgorithm.SHA512
            .digest(
                Santuario.canonical(
                    Santuario.first(parsed, Namespaces.XADES, "SignedProperties"),
                    SignatureTemplate.INCLUSIVE_C14N))
            .base64();
    String expected =
        """
        <?xml version="1.0" encoding="UTF-8" standalone="no"?>\
        <asic:XAdESSignatures xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" \
        xmlns:ds="http://www.w3.org/2000/09/xmldsig#" \
        xmlns:xades="http://uri.etsi.org/01903/v1.3.2#" \
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\
        <ds:Signature Id="signature">
        <ds:SignedInfo>
        <ds:CanonicalizationMethod \
        Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"/>
        <ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"/>
        <ds:Reference Id="signature-reference-0" URI="/message.xml">
        <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha512"/>
        <ds:DigestValue>$message</ds:DigestValue>
        </ds:Reference>
        <ds:Reference Id="signature-reference-1" \
        Type="http://uri.etsi.org/01903#SignedProperties" URI="#signed-properties">
        <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha512"/>
        <ds:DigestValue>$properties</ds:DigestValue>
        </ds:Reference>
        </ds:SignedInfo>
        <ds:SignatureValue Id="signature-value">
        $value
        </ds:SignatureValue>
        <ds:KeyInfo>
        <ds:X509Data>
        <ds:X509Certificate>
        $certificate
        </ds:X509Certificate>
        </ds:X509Data>
        </ds:KeyInfo>
        <ds:Object>\
        <xades:QualifyingProperties Target="#signature">\
        <xades:SignedProperties Id="signed-properties"><xades:SignedSignatureProperties>\
        <xades:SigningTime>2026-11-21T12:00:00.500Z</xades:SigningTime>\
        <xades:SigningCertificate><xades:Cert><xades:CertDigest>\
        <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha512"/>\
        <ds:DigestValue>$fingerprint</ds:DigestValue></xades:CertDigest><xades:IssuerSerial>\
        <ds:X509IssuerName>CN=Test CA õ,O=Test &amp; \\+ \\&lt;Co\\&gt;\\, Ltd</ds:X509IssuerName>\
        <ds:X509SerialNumber>123456789012345678901234567890</ds:X509SerialNumber>\
        </xades:IssuerSerial></xades:Cert></xades:SigningCertificate>\
        <xades:SignaturePolicyIdentifier><xades:SignaturePolicyId><xades:SigPolicyId>\
        <xades:Identifier Qualifier="OIDAsURN">urn:oid:1.3.6.1.4.1.3516.16.2</xades:Identifier>\
        <xades:Description>Profile for High Performance Digital Signatures (version 1.2)\
        </xades:Description></xades:SigPolicyId><xades:SigPolicyHash>\
        <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha512"/>\
        <ds:DigestValue>BuO0EDNfkxSVlUbxCzmQPzX1AUF1/xx9ytWHk3/6SAOePxQiniEfDYk+90QeYb3lWpV3Izh\
        uz9fKaYyE+lTcXw==</ds:DigestValue></xades:SigPolicyHash><xades:SigPolicyQualifiers>\
        <xades:SigPolicyQualifier><xades:SPURI>https://repo.cyber.ee/dsig-profile-1.2.pdf\
        </xades:SPURI></xades:SigPolicyQualifier></xades:SigPolicyQualifiers>\
        </xades:SignaturePolicyId></xades:SignaturePolicyIdentifier>\
        </xades:SignedSignatureProperties><xades:SignedDataObjectProperties>\
        <xades:DataObjectFormat ObjectReference="#signature-reference-0">\
        <xades:MimeType>text/xml</xades:MimeType></xades:DataObjectFormat>\
        </xades:SignedDataObjectProperties></xades:SignedProperties><xades:UnsignedProperties>\
        <xades:UnsignedSignatureProperties><xades:RevocationValues><xades:OCSPValues>\
        <xades:EncapsulatedOCSPValue Id="ocsp-response-1">$ocsp</xades:EncapsulatedOCSPValue>\
        </xades:OCSPValues></xades:RevocationValues></xades:UnsignedSignatureProperties>\
        </xades:UnsignedProperties></xades:QualifyingProperties></ds:Object>
        </ds:Signature>\
        </asic:XAdESSignatures>\
        """
            .replace("$message", parts.message().base64())
            .replace("$properties", propertiesDigest)
            .replace(
                "$value", document.replaceAll("(?s).*signature-value\">\n([^\n]*)\n</ds.*", "$1"))
            .replace("$certificate", base64(signer.certificate().getEncoded()))
            .replace("$fingerprint", certificateDigest)
            .replace("$ocsp", base64(Fixtures.ocsp(1)));
    assertEquals(expected, document);
  }

  private static String base64(byte[] value) {
    return Base64.getEncoder().encodeToString(value);
  }

  @Test
  void listsIntermediatesAndTheirOcspResponsesInOrder() {
    var signer = Fixtures.signer(Kind.RSA);
    var signature =
        MessageSigner.sign(
                List.of(Fixtures.message(0, 0)), signer.identityOfThreeLevels(), Fixtures.NOW)
            .getFirst();
    String document = new String(signature.document(), UTF_8);
    String properties =
        document.substring(
            document.indexOf("<xades:Qualifying"), document.indexOf("</xades:Qualifying"));
    assertFalse(properties.matches("(?s).*>\\s+<.*"), "white space between elements (D-005)");
    int at = 0;
    for (var next :
        List.of(
            "<xades:CompleteCertificateRefs Id=\"complete-certificate-refs\">",
            "<xades:Cert URI=\"#encapsulated-cert-1\">",
            "<xades:Cert URI=\"#encapsulated-cert-2\">",
            "<xades:CertificateValues>",
            "<xades:EncapsulatedX509Certificate Id=\"encapsulated-cert-1\">",
            "<xades:EncapsulatedX509Certificate Id=\"encapsulated-cert-2\">",
            "<xades:EncapsulatedOCSPValue Id=\"ocsp-response-1\">" + base64(Fixtures.ocsp(1)),
            "<xades:EncapsulatedOCSPValue Id=\"ocsp-response-2\">" + base64(Fixtures.ocsp(2)),
            "<xades:EncapsulatedOCSPValue Id=\"ocsp-response-3\">" + base64(Fixtures.ocsp(3)))) {
      int found = document.indexOf(next, at);
      assertTrue(found > at, next);
      at = found;
    }
  }

  @Test
  void identityRefusesWhatDoesNotFit() {
    var rsa = Fixtures.signer(Kind.RSA);
    var curve = Fixtures.signer(Kind.P256);
    var ocsp = List.of(Fixtures.ocsp(1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new SigningIdentity(rsa.certificate(), List.of(), ocsp, curve.pair().signer()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new SigningIdentity(rsa.certificate(), List.of(), List.of(), rsa.pair().signer()));
  }
}
