// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import static org.postroad.protocol.xml.Namespaces.ASIC;
import static org.postroad.protocol.xml.Namespaces.DS;
import static org.postroad.protocol.xml.Namespaces.XADES;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * Reads signature documents of one closed grammar, which covers three forms: our own, the
 * reference's (line breaks between elements and in base64), and the one with {@code ds:Signature}
 * as root and a reference to every part (D-002 to D-008, D-035, D-036).
 *
 * <p>Each element has one place and one meaning. So a second signature, a moved or repeated
 * element, an object that nobody signed, a key hint beside the one certificate, a reference to
 * anything but a part, and an Id that is there twice have no form in which they could be read.
 */
final class SignatureReader {

  private static final String EXCLUSIVE_C14N = "http://www.w3.org/2001/10/xml-exc-c14n#";
  private static final int MAXIMUM_REFERENCES = 10_000;
  private static final Map<String, String> DS_ONLY = Map.of("ds", DS);
  private static final Map<String, String> XADES_ONLY = Map.of("xades", XADES);

  private final StrictReader in;
  private final KnownSigners signers;
  private final NamespaceScope scope = new NamespaceScope();
  private final Set<String> ids = new HashSet<>();
  private final Set<String> referenceIds = new HashSet<>();
  private final Map<String, Digest> references = new LinkedHashMap<>();
  private Optional<PropertiesReference> properties = Optional.empty();

  /** The one reference to the signed properties. */
  private record PropertiesReference(String id, Digest digest, boolean exclusive) {}

  private record Signer(
      byte[] der, X509Certificate certificate, Optional<CertificateClaim> trueClaim) {}

  private record SignedInfo(SignatureAlgorithm algorithm, byte[] canonical) {}

  private record QualifyingProperties(
      byte[] signedProperties, Instant signingTime, UnsignedProperties unsigned) {}

  private SignatureReader(byte[] document, KnownSigners signers) {
    in = StrictReader.ofSignature(document);
    this.signers = signers;
  }

  static SignatureDocument read(byte[] document, KnownSigners signers) {
    try {
      return new SignatureReader(document, signers).document();
    } catch (Fault e) {
      throw e.code() == FaultCode.INVALID_XML
          ? new Fault(FaultCode.MALFORMED_SIGNATURE, e.text(), e)
          : e;
    }
  }

  private SignatureDocument document() {
    boolean wrapped = in.isAt(ASIC, "XAdESSignatures");
    if (wrapped) {
      in.open(ASIC, "XAdESSignatures", scope);
      int end = in.tagEnd();
      in.content();
      if (!in.startsAt(end)) {
        throw in.refuse("something stands before ds:Signature");
      }
    }
    var signature = signature();
    if (wrapped) {
      in.close();
    }
    in.end();
    return signature;
  }

  private SignatureDocument signature() {
    in.open(DS, "Signature", scope);
    String id = newId(in.attribute("Id"));
    in.content();
    var signedInfo = signedInfo();
    in.open(DS, "SignatureValue");
    in.optionalAttribute("Id").ifPresent(this::newId);
    byte[] value = in.base64();
    var signer = signer(keyInfo());
    var reference = properties.orElseThrow(() -> in.refuse("no reference to signed properties"));
    in.open(DS, "Object", scope).content();
    var qualified = qualifyingProperties(id, reference, signer);
    in.close();
    in.close();
    return new SignatureDocument(
        signedInfo.algorithm(),
        signedInfo.canonical(),
        references,
        reference.digest(),
        value,
        signer.certificate(),
        qualified.signedProperties(),
        qualified.signingTime(),
        qualified.unsigned());
  }

  private SignedInfo signedInfo() {
    in.open(DS, "SignedInfo").startCanonical(false);
    in.content();
    boolean exclusive = isExclusive(in.algorithm(DS, "CanonicalizationMethod"));
    var algorithm = signatureMethod();
    while (in.isAt(DS, "Reference")) {
      reference();
    }
    byte[] canonical = in.endCanonical(exclusive ? DS_ONLY : scope.sorted());
    in.close();
    return new SignedInfo(algorithm, canonical);
  }

  private QualifyingProperties qualifyingProperties(
      String signatureId, PropertiesReference reference, Signer signer) {
    in.open(XADES, "QualifyingProperties", scope);
    if (!in.attribute("Target").equals("#" + signatureId)) {
      throw in.refuse("the properties are about another signature");
    }
    in.content();
    in.open(XADES, "SignedProperties").startCanonical(reference.exclusive());
    if (!newId(in.attribute("Id")).equals(reference.id())) {
      throw in.refuse("the signed properties are not the ones referenced");
    }
    in.content();
    var reader = new PropertiesReader(in, this::newId);
    var signed = reader.signedProperties(referenceIds);
    byte[] canonical = in.endCanonical(reference.exclusive() ? XADES_ONLY : scope.sorted());
    in.close();
    checkClaim(signed.signer(), signer);
    var unsigned = reader.unsignedProperties();
    in.close();
    return new QualifyingProperties(canonical, signed.signingTime(), unsigned);
  }

  private boolean isExclusive(String method) {
    return switch (method) {
      case SignatureTemplate.INCLUSIVE_C14N -> false;
      case EXCLUSIVE_C14N -> true;
      default -> throw in.refuse("the canonicalisation " + method + " is not allowed");
    };
  }

  private SignatureAlgorithm signatureMethod() {
    String uri = in.algorithm(DS, "SignatureMethod");
    return SignatureAlgorithm.ofUri(uri)
        .orElseThrow(() -> in.refuse("the signature algorithm " + uri + " is not allowed"));
  }

  private void reference() {
    in.open(DS, "Reference");
    var id = in.optionalAttribute("Id").map(this::newId);
    String uri = in.attribute("URI");
    var type = in.optionalAttribute("Type");
    in.content();
    boolean exclusive = false;
    if (type.isPresent() && in.isAt(DS, "Transforms")) {
      in.open(DS, "Transforms").content();
      exclusive = isExclusive(in.algorithm(DS, "Transform"));
      in.close();
    }
    var digest = in.digestValue(in.digestMethod(DS, "DigestMethod"));
    in.close();
    if (type.isPresent()) {
      propertiesReference(uri, type.get(), digest, exclusive);
      return;
    }
    id.ifPresent(referenceIds::add);
    if (references.put(uri, digest) != null || references.size() > MAXIMUM_REFERENCES) {
      throw in.refuse("the reference to " + uri + " is there twice or one too many");
    }
  }

  private void propertiesReference(String uri, String type, Digest digest, boolean exclusive) {
    boolean expected = type.equals(SignatureTemplate.SIGNED_PROPERTIES_TYPE) && uri.startsWith("#");
    if (!expected || properties.isPresent()) {
      throw in.refuse("the reference to " + uri + " of type " + type + " is not expected");
    }
    properties = Optional.of(new PropertiesReference(uri.substring(1), digest, exclusive));
  }

  /** Exactly one certificate and nothing else that could name a key. */
  private byte[] keyInfo() {
    in.open(DS, "KeyInfo").content();
    in.open(DS, "X509Data").content();
    byte[] der = in.open(DS, "X509Certificate").base64();
    in.close();
    in.close();
    return der;
  }

  private Signer signer(byte[] der) {
    var known = signers.find(der);
    var certificate = known.isPresent() ? known.get().certificate() : in.certificate(der);
    return new Signer(der, certificate, known.map(KnownSigners.Known::claim));
  }

  private void checkClaim(CertificateClaim claim, Signer signer) {
    if (signer.trueClaim().filter(claim::equals).isPresent()) {
      return;
    }
    if (!claim.matches(signer.certificate())) {
      throw in.refuse("the certificate is not the one that was signed as the signer's");
    }
    signers.remember(signer.der(), signer.certificate(), claim);
  }

  private String newId(String id) {
    if (id.isEmpty() || !ids.add(id)) {
      throw in.refuse("the Id '" + id + "' is empty or there twice");
    }
    return id;
  }
}
