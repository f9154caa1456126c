// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import static org.postroad.protocol.xml.Namespaces.DS;
import static org.postroad.protocol.xml.Namespaces.XADES;

import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads the XAdES properties of a signature, signed and unsigned (D-016 to D-019).
 *
 * <p>The policy may be any, or none (D-044): it is signed, but nothing depends on what it says.
 */
final class PropertiesReader {

  private static final int MAXIMUM_VALUES = 64;

  /** What the signed properties say. */
  record SignedProperties(Instant signingTime, CertificateClaim signer) {}

  private final StrictReader in;
  private final Consumer<String> newId;

  PropertiesReader(StrictReader in, Consumer<String> newId) {
    this.in = in;
    this.newId = newId;
  }

  /** From the first child of {@code xades:SignedProperties} to its end tag. */
  SignedProperties signedProperties(Set<String> referenceIds) {
    in.open(XADES, "SignedSignatureProperties").content();
    Instant time = signingTime(in.open(XADES, "SigningTime").text());
    var signer = signingCertificate();
    if (in.isAt(XADES, "SignaturePolicyIdentifier")) {
      policy();
    }
    in.close();
    if (in.isAt(XADES, "SignedDataObjectProperties")) {
      dataObjectFormats(referenceIds);
    }
    return new SignedProperties(time, signer);
  }

  private Instant signingTime(String text) {
    try {
      return SigningTime.parse(text);
    } catch (DateTimeException e) {
      throw in.refuse("the signing time '" + text + "' is not a time with a zone");
    }
  }

  private CertificateClaim signingCertificate() {
    boolean second = in.isAt(XADES, "SigningCertificateV2");
    in.open(XADES, second ? "SigningCertificateV2" : "SigningCertificate").content();
    in.open(XADES, "Cert").content();
    var claim = second ? secondClaim() : claim();
    in.close();
    in.close();
    return claim;
  }

  private CertificateClaim claim() {
    in.open(XADES, "CertDigest").content();
    var digest = in.digestValue(in.digestMethod(DS, "DigestMethod"));
    in.close();
    in.open(XADES, "IssuerSerial").content();
    String issuer = in.open(DS, "X509IssuerName").text();
    String serial = in.open(DS, "X509SerialNumber").text();
    in.close();
    var text = new CertificateClaim.NameAndSerial(issuer, serial);
    return new CertificateClaim(digest, Optional.of(text), Optional.empty());
  }

  private CertificateClaim secondClaim() {
    in.open(XADES, "CertDigest").content();
    var digest = in.digestValue(in.digestMethod(DS, "DigestMethod"));
    in.close();
    Optional<byte[]> der = Optional.empty();
    if (in.isAt(XADES, "IssuerSerialV2")) {
      der = Optional.of(in.open(XADES, "IssuerSerialV2").base64());
    }
    return new CertificateClaim(digest, Optional.empty(), der);
  }

  private void policy() {
    in.open(XADES, "SignaturePolicyIdentifier").content();
    if (in.isAt(XADES, "SignaturePolicyImplied")) {
      in.open(XADES, "SignaturePolicyImplied").content().close();
    } else {
      in.open(XADES, "SignaturePolicyId").content();
      in.open(XADES, "SigPolicyId").content();
      in.open(XADES, "Identifier");
      in.optionalAttribute("Qualifier");
      in.text();
      if (in.isAt(XADES, "Description")) {
        in.open(XADES, "Description").text();
      }
      in.close();
      in.open(XADES, "SigPolicyHash").content();
      in.algorithm(DS, "DigestMethod");
      in.open(DS, "DigestValue").base64();
      in.close();
      if (in.isAt(XADES, "SigPolicyQualifiers")) {
        in.open(XADES, "SigPolicyQualifiers").content();
        in.open(XADES, "SigPolicyQualifier").content();
        in.open(XADES, "SPURI").text();
        in.close();
        in.close();
      }
      in.close();
    }
    in.close();
  }

  private void dataObjectFormats(Set<String> referenceIds) {
    var described = new HashSet<String>();
    in.open(XADES, "SignedDataObjectProperties").content();
    while (in.isAt(XADES, "DataObjectFormat")) {
      in.open(XADES, "DataObjectFormat");
      String reference = in.attribute("ObjectReference");
      boolean known = reference.startsWith("#") && referenceIds.contains(reference.substring(1));
      if (!known || !described.add(reference)) {
        throw in.refuse("a format of '" + reference + "', which is not a reference or said before");
      }
      in.content();
      in.open(XADES, "MimeType").text();
      in.close();
    }
    in.close();
  }

  /** From behind the signed properties to the end tag of {@code xades:QualifyingProperties}. */
  UnsignedProperties unsignedProperties() {
    Optional<byte[]> timestamp = Optional.empty();
    Map<String, CertificateClaim> listed = Map.of();
    Map<String, byte[]> certificates = Map.of();
    List<byte[]> ocspResponses = List.of();
    if (!in.isAt(XADES, "UnsignedProperties")) {
      return new UnsignedProperties(List.of(), List.of(), timestamp);
    }
    in.open(XADES, "UnsignedProperties").content();
    in.open(XADES, "UnsignedSignatureProperties").content();
    if (in.isAt(XADES, "SignatureTimeStamp")) {
      timestamp = Optional.of(timestamp());
    }
    if (in.isAt(XADES, "CompleteCertificateRefs")) {
      listed = certificateRefs();
    }
    if (in.isAt(XADES, "CertificateValues")) {
      certificates = certificateValues();
    }
    if (in.isAt(XADES, "RevocationValues")) {
      ocspResponses = ocspValues();
    }
    in.close();
    in.close();
    return new UnsignedProperties(listed(listed, certificates), ocspResponses, timestamp);
  }

  private byte[] timestamp() {
    in.open(XADES, "SignatureTimeStamp");
    in.optionalAttribute("Id").ifPresent(newId);
    in.content();
    byte[] token = encapsulated("EncapsulatedTimeStamp").value();
    in.close();
    return token;
  }

  private record Encapsulated(Optional<String> id, byte[] value) {}

  private Encapsulated encapsulated(String name) {
    in.open(XADES, name);
    var id = in.optionalAttribute("Id");
    id.ifPresent(newId);
    return new Encapsulated(id, in.base64());
  }

  private Map<String, CertificateClaim> certificateRefs() {
    var claims = new LinkedHashMap<String, CertificateClaim>();
    in.open(XADES, "CompleteCertificateRefs");
    in.optionalAttribute("Id").ifPresent(newId);
    in.content();
    in.open(XADES, "CertRefs").content();
    while (in.isAt(XADES, "Cert")) {
      in.open(XADES, "Cert");
      String uri = in.attribute("URI");
      in.content();
      if (claims.put(uri, claim()) != null || claims.size() > MAXIMUM_VALUES) {
        throw in.refuse("the certificate " + uri + " is listed twice or one too many");
      }
      in.close();
    }
    in.close();
    in.close();
    return claims;
  }

  private Map<String, byte[]> certificateValues() {
    var values = new HashMap<String, byte[]>();
    in.open(XADES, "CertificateValues");
    in.optionalAttribute("Id").ifPresent(newId);
    in.content();
    while (in.isAt(XADES, "EncapsulatedX509Certificate") && values.size() < MAXIMUM_VALUES) {
      var certificate = encapsulated("EncapsulatedX509Certificate");
      certificate.id().ifPresent(id -> values.put("#" + id, certificate.value()));
    }
    in.close();
    return values;
  }

  private List<X509Certificate> listed(
      Map<String, CertificateClaim> claims, Map<String, byte[]> values) {
    var certificates = new ArrayList<X509Certificate>(claims.size());
    claims.forEach((uri, claim) -> {
      byte[] der = values.get(uri);
      if (der == null) {
        throw in.refuse("the listed certificate " + uri + " is not there");
      }
      var certificate = in.certificate(der);
      if (!claim.matches(certificate)) {
        throw in.refuse("the certificate " + uri + " is not the one that is listed");
      }
      certificates.add(certificate);
    });
    return List.copyOf(certificates);
  }

  private List<byte[]> ocspValues() {
    var responses = new ArrayList<byte[]>();
    in.open(XADES, "RevocationValues");
    in.optionalAttribute("Id").ifPresent(newId);
    in.content();
    in.open(XADES, "OCSPValues").content();
    while (in.isAt(XADES, "EncapsulatedOCSPValue") && responses.size() < MAXIMUM_VALUES) {
      responses.add(encapsulated("EncapsulatedOCSPValue").value());
    }
    in.close();
    in.close();
    return List.copyOf(responses);
  }
}
