// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.signature.Fixtures.Kind;

/** Signatures whose digests and value are right, made by somebody who holds the key. */
class SignatureForgeryTest {

  private static final Fixtures.Signer SIGNER = Fixtures.signer(Kind.RSA);
  private static final SignedParts PARTS = Fixtures.message(1, 0);
  private static final String EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";

  private static byte[] forged(UnaryOperator<String> edit) throws Exception {
    return Forgery.of(SIGNER, PARTS, edit);
  }

  private static IntactSignature check(byte[] document) {
    return SignatureVerifier.checkIntegrity(
        new MessageSignature(document, Optional.empty()), PARTS);
  }

  private static FaultCode refusal(byte[] document) {
    return assertThrows(Fault.class, () -> check(document)).code();
  }

  private static void refuses(UnaryOperator<String> edit) throws Exception {
    byte[] document = forged(edit);
    assertEquals(FaultCode.MALFORMED_SIGNATURE, refusal(document));
  }

  @Test
  void unchangedForgeryIsAccepted() throws Exception {
    assertEquals(SIGNER.certificate(), check(forged(text -> text)).signer());
  }

  /** What other honest signers do differently. */
  static Stream<UnaryOperator<String>> acceptsOtherHonestForms() {
    return Stream.of(
        text -> text.replaceAll("<(ds:\\w+Method)([^>]*)/>", "<$1$2></$1>"),
        text -> text.replace(">\n<", "><"),
        text -> text.replace("<ds:Reference", "\n\t<ds:Reference"),
        text -> text.replace("<xades:SigningTime>", "\n  <xades:SigningTime>"),
        text -> text.replace("12:00:00.500Z", "14:00:00+02:00"),
        text -> text.replace("signature-reference-", "r-"),
        text ->
            text.replace("signed-properties", "xades-1")
                .replace("#signature\"", "#s\"")
                .replace("Id=\"signature\"", "Id=\"s\""),
        text ->
            text.replaceAll(
                "<xades:SignaturePolicyIdentifier>.*</xades:SignaturePolicyIdentifier>", ""),
        text -> text.replace("https://repo.cyber.ee/dsig-profile-1.2.pdf", "https://a/?b&amp;c>"),
        text ->
            text.replaceAll(
                "<xades:SignedDataObjectProperties>.*</xades:SignedDataObjectProperties>", ""),
        text -> text.replace("asic:", "a:").replace("xmlns:asic", "xmlns:a"),
        text -> text.replace(" xmlns:xsi=", " xmlns:zzz=\"urn:z\" xmlns:xsi="),
        text -> text.replace(" Id=\"signature-reference-1\"", ""),
        text -> text.replace("URI=\"/message.xml\"", "URI = '/message.xml' "),
        SignatureForgeryTest::exclusive,
        text -> exclusive(text).replaceFirst(EXCLUSIVE, SignatureTemplate.INCLUSIVE_C14N),
        text -> text.replaceFirst(SignatureTemplate.INCLUSIVE_C14N, EXCLUSIVE));
  }

  private static String exclusive(String text) {
    return text.replace(SignatureTemplate.INCLUSIVE_C14N, EXCLUSIVE)
        .replaceAll(
            "(#SignedProperties\" URI=\"#signed-properties\">)",
            "$1<ds:Transforms><ds:Transform Algorithm=\"" + EXCLUSIVE + "\"/></ds:Transforms>");
  }

  @ParameterizedTest
  @MethodSource
  void acceptsOtherHonestForms(UnaryOperator<String> edit) throws Exception {
    String good = new String(Fixtures.sign(Kind.RSA, PARTS).document(), UTF_8);
    assertNotEquals(good, edit.apply(good));
    byte[] document = forged(edit);
    assertTrue(Santuario.verifies(document, SIGNER.certificate(), Fixtures.contents(1, 0)));
    check(document);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "#",
        "#signature",
        "#signed-properties",
        "#xpointer(/)",
        "#xpointer(id('signed-properties'))",
        "message.xml",
        "./message.xml",
        "/./message.xml",
        "/a/../message.xml",
        "//message.xml",
        "/message.xml/",
        "/message.xml#",
        "/message.xml#x",
        "/message.xml?x",
        "/message.xml ",
        " /message.xml",
        "/Message.xml",
        "/MESSAGE.XML",
        "/message%2Exml",
        "%2Fmessage.xml",
        "\\message.xml",
        "/message.xml&#0x0;",
        "/message.xml&#x200B;",
        "/attachment0",
        "/attachment1",
        "/attachment01",
        "/attachment1 ",
        "/Attachment1",
        "/attachment-1",
        "/attachment",
        "/sig-hashchain.xml",
        "/ts-hashchainresult.xml",
        "sig-hashchainresult.xml",
        "/META-INF/signatures.xml",
        "/etc/passwd",
        "file:///etc/passwd",
        "file:/message.xml",
        "http://127.0.0.1:9/message.xml",
        "https://127.0.0.1:9/message.xml",
        "ftp://127.0.0.1:9/message.xml",
        "jar:file:///a.jar!/message.xml",
        "ldap://127.0.0.1:9/a",
        "jndi:ldap://127.0.0.1:9/a",
        "urn:message.xml",
        "data:,message",
        "cid:message.xml"
      })
  void partsHaveOneNameAndNothingIsFetched(String uri) {
    String document =
        new String(Fixtures.sign(Kind.RSA, PARTS).document(), UTF_8)
            .replace("URI=\"/message.xml\"", "URI=\"" + uri + "\"");
    assertEquals(FaultCode.MALFORMED_SIGNATURE, refusal(document.getBytes(UTF_8)));
  }

  @Test
  void refusesReferencesTooManyTwiceOrNone() throws Exception {
    var reference =
        Pattern.compile("(?s)<ds:Reference Id=\"signature-reference-0\".*?</ds:Reference>\n");
    UnaryOperator<String> none = text -> reference.matcher(text).replaceFirst("");
    refuses(none);
    refuses(text -> reference.matcher(text).replaceFirst("$0$0"));
    refuses(text -> reference.matcher(text).replaceFirst("$0$0").replaceFirst("reference-0", "r"));
    for (var uri : List.of("/attachment1", "/sig-hashchainresult.xml", "/other")) {
      refuses(text -> {
        String more = reference.matcher(text).results().findFirst().orElseThrow().group();
        return text.replace(
            more, more + more.replace("/message.xml", uri).replace("reference-0", "reference-2"));
      });
    }
  }

  @Test
  void refusesSignedPropertiesThatAreNotTheOnesReferenced() throws Exception {
    byte[] good = Fixtures.sign(Kind.RSA, PARTS).document();
    for (var edit :
        List.<UnaryOperator<String>>of(
            text -> text.replace("URI=\"#signed-properties\"", "URI=\"#signature\""),
            text -> text.replace("URI=\"#signed-properties\"", "URI=\"\""),
            text -> text.replace("Id=\"signed-properties\"", "Id=\"other\""),
            text -> text.replace("Target=\"#signature\"", "Target=\"#other\""),
            text -> text.replace("Target=\"#signature\"", "Target=\"signature\""),
            text -> text.replace("01903#SignedProperties", "01903/v1.1.1#SignedProperties"),
            text -> text.replace(" Type=\"http://uri.etsi.org/01903#SignedProperties\"", ""),
            text -> text.replace("#signature-reference-0", "#signature-reference-1"),
            text -> text.replace("#signature-reference-0", "signature-reference-0"),
            text -> text.replace("2026-11-21T12:00:00.500Z", "2026-11-21T12:00:00.500"),
            text -> text.replace("2026-11-21T12:00:00.500Z", "yesterday"))) {
      String document = edit.apply(new String(good, UTF_8));
      assertEquals(FaultCode.MALFORMED_SIGNATURE, refusal(document.getBytes(UTF_8)), document);
    }
  }

  /** Santuario verifies every one of these. */
  static Stream<UnaryOperator<String>> refusesWhatLooseVerifiersAccept() {
    return Stream.of(
        text -> text.replaceFirst("(<ds:DigestValue>....)", "$1<!-- comment -->"),
        text -> text.replaceFirst("(<ds:DigestValue>....)", "$1 "),
        text -> text.replaceFirst("(<ds:DigestValue>....)", "$1\n\n"),
        text -> text.replaceFirst("(?s)(<ds:X509Certificate>.....)", "$1<!-- comment -->"),
        text -> text.replaceFirst("(?s)(<ds:X509Certificate>.....)", "$1<?p?>"),
        text ->
            text.replace(
                "<ds:Object>", "<ds:Object Id=\"signature-value\"><a/></ds:Object><ds:Object>"),
        text -> text.replace("<ds:Object>", "<ds:Object><a/></ds:Object><ds:Object>"),
        text -> text.replace("</ds:Signature>", "</ds:Signature><ds:Signature Id=\"signature\"/>"),
        text -> text.replace("<ds:Signature ", "\n<ds:Signature "),
        text -> text.replace("<ds:X509Data>", "<ds:KeyName>x</ds:KeyName><ds:X509Data>"),
        text ->
            text.replace(
                "</ds:X509Data>", "<ds:X509SubjectName>CN=x</ds:X509SubjectName></ds:X509Data>"),
        text -> text.replaceAll("(?s)(<ds:X509Certificate>.*</ds:X509Certificate>)", "$1$1"),
        text -> text.replaceAll("(?s)(<ds:X509Data>.*</ds:X509Data>)", "$1$1"),
        text -> text.replace("<xades:SigningTime>", "<!-- c --><xades:SigningTime>"),
        text -> text.replaceAll("<xades:SigningTime>.*</xades:SigningTime>", ""),
        text -> text.replaceAll("<xades:SigningCertificate>.*</xades:SigningCertificate>", ""),
        text ->
            text.replaceAll(
                "(<xades:SigningCertificate>)(.*)(</xades:SigningCertificate>)", "$1$2$2$3"),
        text -> text.replaceAll("<ds:X509SerialNumber>\\d+", "<ds:X509SerialNumber>7"),
        text -> text.replaceAll("<ds:X509SerialNumber>", "<ds:X509SerialNumber>0"),
        text -> text.replaceAll("<ds:X509IssuerName>CN=", "<ds:X509IssuerName>OU="),
        text -> text.replaceAll("(<xades:CertDigest>.*?<ds:DigestValue>)....", "$1AAAA"),
        text -> text.replace("<xades:SigningTime>", "<xades:SigningTime xmlns:q=\"urn:q\">"),
        text -> text.replace("<ds:SignedInfo>", "<ds:SignedInfo Id=\"i\">"),
        text -> text.replace("<ds:SignedInfo>", "<ds:SignedInfo xmlns:q=\"urn:q\">"),
        text -> text.replace("<xades:SPURI>", "<xades:SPURI xml:lang=\"en\">"),
        text ->
            text.replace(
                "</xades:SigPolicyQualifier>", "<xades:SPUserNotice/></xades:SigPolicyQualifier>"),
        text ->
            text.replace(
                "</xades:SignedSignatureProperties>",
                "<xades:SignerRole/></xades:SignedSignatureProperties>"),
        text ->
            text.replace(
                "<xades:MimeType>", "<xades:Description>d</xades:Description><xades:MimeType>"),
        text -> text.replace("xades:", "x:").replace("xmlns:xades", "xmlns:x"));
  }

  @ParameterizedTest
  @MethodSource
  void refusesWhatLooseVerifiersAccept(UnaryOperator<String> edit) throws Exception {
    byte[] document = forged(edit);
    assertTrue(Santuario.verifies(document, SIGNER.certificate(), Fixtures.contents(1, 0)));
    assertEquals(FaultCode.MALFORMED_SIGNATURE, refusal(document));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
        "http://www.w3.org/2000/09/xmldsig#dsa-sha1",
        "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
        "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",
        "http://www.w3.org/2001/04/xmldsig-more#hmac-sha512",
        "http://www.w3.org/2001/04/xmldsig-more#rsa-md5",
        "http://www.w3.org/2001/04/xmldsig-more#rsa-ripemd160",
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha224",
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1",
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512",
        "http://www.w3.org/2007/05/xmldsig-more#sha1-rsa-MGF1",
        "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519",
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512 ",
        ""
      })
  void refusesSignatureAlgorithmsNotAllowedOrOfAnotherKind(String uri) throws Exception {
    refuses(text -> text.replace("http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", uri));
  }

  @ParameterizedTest
  @CsvSource({
    "http://www.w3.org/2000/09/xmldsig#sha1",
    "http://www.w3.org/2001/04/xmldsig-more#md5",
    "http://www.w3.org/2001/04/xmldsig-more#sha224",
    "http://www.w3.org/2001/04/xmlenc#ripemd160",
    "http://www.w3.org/2001/04/xmlenc#SHA512",
    "http://www.w3.org/2001/04/xmlenc#sha256"
  })
  void refusesDigestAlgorithmsNotAllowedOrOfAnotherLength(String uri) throws Exception {
    for (int skipped = 0; skipped < 3; skipped++) {
      int occurrence = skipped;
      byte[] good = Fixtures.sign(Kind.RSA, PARTS).document();
      String text = new String(good, UTF_8);
      int at = -1;
      for (int i = 0; i <= occurrence; i++) {
        at = text.indexOf("http://www.w3.org/2001/04/xmlenc#sha512", at + 1);
      }
      String changed =
          text.substring(0, at)
              + uri
              + text.substring(at + "http://www.w3.org/2001/04/xmlenc#sha512".length());
      assertEquals(FaultCode.MALFORMED_SIGNATURE, refusal(changed.getBytes(UTF_8)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments",
        "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
        "http://www.w3.org/2006/12/xml-c14n11",
        "http://www.w3.org/2006/12/xml-c14n11#WithComments",
        "http://santuario.apache.org/c14n/physical",
        ""
      })
  void refusesOtherCanonicalisations(String uri) {
    String good = new String(Fixtures.sign(Kind.RSA, PARTS).document(), UTF_8);
    String changed = good.replace(SignatureTemplate.INCLUSIVE_C14N, uri);
    assertEquals(FaultCode.MALFORMED_SIGNATURE, refusal(changed.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://www.w3.org/TR/1999/REC-xslt-19991116",
        "http://www.w3.org/TR/1999/REC-xpath-19991116",
        "http://www.w3.org/2002/06/xmldsig-filter2",
        "http://www.w3.org/2000/09/xmldsig#base64",
        "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
        "http://www.w3.org/2002/07/decrypt#XML",
        "http://www.w3.org/2006/12/xml-c14n11",
        "http://www.w3.org/2001/10/xml-exc-c14n#WithComments"
      })
  void refusesTransforms(String uri) {
    String good = new String(Fixtures.sign(Kind.RSA, PARTS).document(), UTF_8);
    String transforms = "<ds:Transforms><ds:Transform Algorithm=\"" + uri + "\"/></ds:Transforms>";
    for (var changed :
        List.of(
            good.replaceFirst("<ds:DigestMethod", transforms + "$0"),
            good.replaceFirst("#signed-properties\">", "$0" + transforms))) {
      assertFalse(changed.equals(good));
      assertEquals(FaultCode.MALFORMED_SIGNATURE, refusal(changed.getBytes(UTF_8)));
    }
  }

  @Test
  void refusesCanonicalPartAndTransformsOfParts() throws Exception {
    String transforms =
        "<ds:Transforms><ds:Transform Algorithm=\"" + EXCLUSIVE + "\"/></ds:Transforms>";
    String two =
        "<ds:Transforms><ds:Transform Algorithm=\"%1$s\"/><ds:Transform Algorithm=\"%1$s\"/>"
                .formatted(EXCLUSIVE)
            + "</ds:Transforms>";
    refuses(text -> text.replaceFirst("<ds:DigestMethod", transforms + "$0"));
    refuses(text -> text.replaceFirst("#signed-properties\">", "$0" + two));
    refuses(text ->
        exclusive(text)
            .replaceFirst(
                "(<ds:Transform [^>]*)/>",
                "$1><ec:InclusiveNamespaces xmlns:ec=\""
                    + EXCLUSIVE
                    + "\" PrefixList=\"ds\"/>"
                    + "</ds:Transform>"));
  }
}
