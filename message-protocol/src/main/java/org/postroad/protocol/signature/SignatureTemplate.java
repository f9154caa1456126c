// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.xml.Namespaces;
import org.postroad.protocol.xml.XmlWriter;

/**
 * Everything of a signature document that is the same for all messages of one identity (D-002 to
 * D-020), cut where digests, the signing time and the value come in.
 *
 * <p>Everything is laid out byte for byte as X-Road lays it out: line breaks between the elements
 * of XML-DSig, none between those of XAdES (D-004, D-005), and empty elements without an end tag.
 * What is signed is the canonical form, which differs in two things only: the start tag of a signed
 * element repeats the namespace declarations of the root, and empty elements have an end tag. So
 * pieces with an empty element are made in both forms, and both are rendered here.
 */
final class SignatureTemplate {

  static final String SIGNED_PROPERTIES_TYPE = "http://uri.etsi.org/01903#SignedProperties";
  static final String INCLUSIVE_C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";

  /** As what a piece with an empty element is written: to be sent, or to be signed. */
  enum Form {
    WRITTEN,
    CANONICAL;

    /** An element without content that names an algorithm. */
    String algorithm(String name, String uri) {
      String start = "<" + name + " Algorithm=\"" + uri + "\"";
      return switch (this) {
        case WRITTEN -> start + "/>";
        case CANONICAL -> start + "></" + name + ">";
      };
    }
  }

  private static final String NAMESPACES =
      (" xmlns:asic=\"" + Namespaces.ASIC + "\" xmlns:ds=\"" + Namespaces.DS + "\"")
          + (" xmlns:xades=\"" + Namespaces.XADES + "\" xmlns:xsi=\"" + Namespaces.XSI + "\"");
  private static final String POLICY_ID =
      "<xades:SignaturePolicyIdentifier><xades:SignaturePolicyId><xades:SigPolicyId>"
          + "<xades:Identifier Qualifier=\"OIDAsURN\">urn:oid:1.3.6.1.4.1.3516.16.2"
          + "</xades:Identifier><xades:Description>"
          + "Profile for High Performance Digital Signatures (version 1.2)</xades:Description>"
          + "</xades:SigPolicyId><xades:SigPolicyHash>";
  private static final String POLICY_HASH =
      "<ds:DigestValue>BuO0EDNfkxSVlUbxCzmQPzX1AUF1/xx9ytWHk3/6SAOePxQiniEfDYk+90QeYb3l"
          + "WpV3Izhuz9fKaYyE+lTcXw==</ds:DigestValue></xades:SigPolicyHash>"
          + "<xades:SigPolicyQualifiers><xades:SigPolicyQualifier><xades:SPURI>"
          + "https://repo.cyber.ee/dsig-profile-1.2.pdf</xades:SPURI></xades:SigPolicyQualifier>"
          + "</xades:SigPolicyQualifiers></xades:SignaturePolicyId>"
          + "</xades:SignaturePolicyIdentifier>";

  private static final String END =
      "</xades:QualifyingProperties></ds:Object>\n</ds:Signature></asic:XAdESSignatures>";

  /** From the start of the document to the start tag of {@code ds:SignedInfo}, both included. */
  final byte[] head;

  /** Behind that start tag, to the first reference. */
  final byte[] signedInfo;

  /** {@code ds:SignedInfo} in canonical form, from its start tag to the first reference. */
  final byte[] canonicalSignedInfo;

  /** Between the values of the two references. */
  final byte[] secondReference;

  /** The same in canonical form. */
  final byte[] canonicalSecondReference;

  /** Behind the value of the second reference; the canonical form is the same. */
  final byte[] signedInfoEnd;

  /** Behind the signature value, to the start tag of {@code xades:SignedProperties}. */
  final byte[] keyInfo;

  /** The start tag of {@code xades:SignedProperties} in canonical form. */
  final byte[] canonicalSignedProperties;

  /** From there to the signing time; the canonical form is the same. */
  final byte[] signedProperties;

  /** From the signing time to the MIME type. */
  final byte[] signingCertificate;

  /** The same in canonical form. */
  final byte[] canonicalSigningCertificate;

  /** From the MIME type to the end of the signed properties; the canonical form is the same. */
  final byte[] signedPropertiesEnd;

  /** The unsigned properties and all end tags. */
  final byte[] tail;

  SignatureTemplate(SigningIdentity identity) {
    var algorithm = identity.key().algorithm();
    var digest = algorithm.digest();
    var certificate = identity.certificate();
    head =
        bytes(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?><asic:XAdESSignatures"
                + (NAMESPACES + "><ds:Signature Id=\"signature\">\n<ds:SignedInfo>"));
    signedInfo = bytes(methods(algorithm, Form.WRITTEN));
    canonicalSignedInfo =
        bytes("<ds:SignedInfo" + NAMESPACES + ">" + methods(algorithm, Form.CANONICAL));
    secondReference = bytes(secondReference(digest, Form.WRITTEN));
    canonicalSecondReference = bytes(secondReference(digest, Form.CANONICAL));
    signedInfoEnd = bytes("</ds:DigestValue>\n</ds:Reference>\n</ds:SignedInfo>");
    keyInfo = bytes(keyInfo(certificate));
    canonicalSignedProperties =
        bytes("<xades:SignedProperties" + NAMESPACES + " Id=\"signed-properties\">");
    signedProperties = bytes("<xades:SignedSignatureProperties><xades:SigningTime>");
    signingCertificate = bytes(signingCertificate(certificate, digest, Form.WRITTEN));
    canonicalSigningCertificate = bytes(signingCertificate(certificate, digest, Form.CANONICAL));
    signedPropertiesEnd =
        bytes(
            "</xades:MimeType></xades:DataObjectFormat></xades:SignedDataObjectProperties>"
                + "</xades:SignedProperties>");
    tail = bytes(unsignedProperties(identity) + END);
  }

  private static String methods(SignatureAlgorithm algorithm, Form form) {
    return "\n"
        + form.algorithm("ds:CanonicalizationMethod", INCLUSIVE_C14N)
        + ("\n" + form.algorithm("ds:SignatureMethod", algorithm.uri()) + "\n");
  }

  /** The first reference up to its value; it belongs behind the signature method. */
  static byte[] firstReference(String uri, DigestAlgorithm digest, Form form) {
    return bytes(
        "<ds:Reference Id=\"signature-reference-0\" URI=\""
            + (uri + "\">\n" + digestMethod(digest, form) + "\n<ds:DigestValue>"));
  }

  private static String secondReference(DigestAlgorithm digest, Form form) {
    return "</ds:DigestValue>\n</ds:Reference>\n<ds:Reference Id=\"signature-reference-1\" Type=\""
        + (SIGNED_PROPERTIES_TYPE + "\" URI=\"#signed-properties\">\n")
        + (digestMethod(digest, form) + "\n<ds:DigestValue>");
  }

  private static String digestMethod(DigestAlgorithm digest, Form form) {
    return form.algorithm("ds:DigestMethod", digest.uri());
  }

  private static String keyInfo(X509Certificate certificate) {
    return "\n<ds:KeyInfo>\n<ds:X509Data>\n<ds:X509Certificate>\n"
        + (base64(certificate) + "\n</ds:X509Certificate>\n</ds:X509Data>\n</ds:KeyInfo>\n")
        + "<ds:Object><xades:QualifyingProperties Target=\"#signature\">"
        + "<xades:SignedProperties Id=\"signed-properties\">";
  }

  private static String signingCertificate(
      X509Certificate certificate, DigestAlgorithm digest, Form form) {
    return "</xades:SigningTime><xades:SigningCertificate><xades:Cert>"
        + certificateId(certificate, digest, form)
        + "</xades:Cert></xades:SigningCertificate>"
        + (POLICY_ID + digestMethod(DigestAlgorithm.SHA512, form) + POLICY_HASH)
        + "</xades:SignedSignatureProperties><xades:SignedDataObjectProperties>"
        + "<xades:DataObjectFormat ObjectReference=\"#signature-reference-0\"><xades:MimeType>";
  }

  private static String unsignedProperties(SigningIdentity identity) {
    return "<xades:UnsignedProperties><xades:UnsignedSignatureProperties>"
        + certificateRefs(identity.intermediates(), identity.key().algorithm().digest())
        + ocspValues(identity.ocspResponses())
        + "</xades:UnsignedSignatureProperties></xades:UnsignedProperties>";
  }

  private static String certificateId(
      X509Certificate certificate, DigestAlgorithm digest, Form form) {
    BigInteger serial = certificate.getSerialNumber();
    String issuer = certificate.getIssuerX500Principal().getName(X500Principal.RFC2253);
    return "<xades:CertDigest>"
        + digestMethod(digest, form)
        + ("<ds:DigestValue>" + digest.digest(encoded(certificate)).base64())
        + "</ds:DigestValue></xades:CertDigest><xades:IssuerSerial><ds:X509IssuerName>"
        + new String(new XmlWriter().text(issuer).toByteArray(), UTF_8)
        + ("</ds:X509IssuerName><ds:X509SerialNumber>" + serial)
        + "</ds:X509SerialNumber></xades:IssuerSerial>";
  }

  private static String certificateRefs(
      List<X509Certificate> intermediates, DigestAlgorithm digest) {
    if (intermediates.isEmpty()) {
      return "";
    }
    var references = new StringBuilder();
    var values = new StringBuilder();
    for (int i = 0; i < intermediates.size(); i++) {
      String id = "encapsulated-cert-" + (i + 1);
      references
          .append("<xades:Cert URI=\"#" + id + "\">")
          .append(certificateId(intermediates.get(i), digest, Form.WRITTEN))
          .append("</xades:Cert>");
      values
          .append("<xades:EncapsulatedX509Certificate Id=\"" + id + "\">")
          .append(base64(intermediates.get(i)))
          .append("</xades:EncapsulatedX509Certificate>");
    }
    return "<xades:CompleteCertificateRefs Id=\"complete-certificate-refs\"><xades:CertRefs>"
        + references
        + "</xades:CertRefs></xades:CompleteCertificateRefs><xades:CertificateValues>"
        + values
        + "</xades:CertificateValues>";
  }

  private static String ocspValues(List<byte[]> responses) {
    var values = new StringBuilder("<xades:RevocationValues><xades:OCSPValues>");
    for (int i = 0; i < responses.size(); i++) {
      values
          .append("<xades:EncapsulatedOCSPValue Id=\"ocsp-response-" + (i + 1) + "\">")
          .append(Base64.getEncoder().encodeToString(responses.get(i)))
          .append("</xades:EncapsulatedOCSPValue>");
    }
    return values.append("</xades:OCSPValues></xades:RevocationValues>").toString();
  }

  private static String base64(X509Certificate certificate) {
    return Base64.getEncoder().encodeToString(encoded(certificate));
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("A certificate that cannot be encoded", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
