// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1PrintableString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * The subject of a certificate, read for identity: each attribute asked for must be unambiguous.
 *
 * <p>An attribute given twice, in a multi-valued RDN, in a string type other than UTF8String,
 * PrintableString or IA5String, or with a control character is refused when asked for, so that no
 * two readers can see different members in one name.
 */
final class SubjectName {
  static final ASN1ObjectIdentifier COUNTRY = BCStyle.C;
  static final ASN1ObjectIdentifier ORGANIZATION = BCStyle.O;
  static final ASN1ObjectIdentifier ORGANIZATIONAL_UNIT = BCStyle.OU;
  static final ASN1ObjectIdentifier COMMON_NAME = BCStyle.CN;
  static final ASN1ObjectIdentifier SERIAL_NUMBER = BCStyle.SERIALNUMBER;
  static final ASN1ObjectIdentifier BUSINESS_CATEGORY = BCStyle.BUSINESS_CATEGORY;
  static final ASN1ObjectIdentifier ORGANIZATION_IDENTIFIER = BCStyle.ORGANIZATION_IDENTIFIER;

  private final String display;
  private final Map<ASN1ObjectIdentifier, ASN1Encodable> values = new HashMap<>();
  private final Set<ASN1ObjectIdentifier> ambiguous = new HashSet<>();

  private SubjectName(String display, X500Name name) {
    this.display = display;
    for (RDN rdn : name.getRDNs()) {
      for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
        boolean repeated = values.put(attribute.getType(), attribute.getValue()) != null;
        if (repeated || rdn.isMultiValued()) {
          ambiguous.add(attribute.getType());
        }
      }
    }
  }

  static SubjectName of(X509Certificate certificate) {
    X500Name name = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    return new SubjectName(Certificates.displayName(certificate), name);
  }

  boolean has(ASN1ObjectIdentifier type) {
    return values.containsKey(type);
  }

  Optional<String> find(ASN1ObjectIdentifier type) {
    return has(type) ? Optional.of(required(type)) : Optional.empty();
  }

  String required(ASN1ObjectIdentifier type) {
    if (ambiguous.contains(type)) {
      throw refusal(type, "is given more than once or in a multi-valued RDN");
    }
    return switch (values.get(type)) {
      case null -> throw refusal(type, "is missing");
      case ASN1UTF8String text -> checked(type, text);
      case ASN1PrintableString text -> checked(type, text);
      case ASN1IA5String text -> checked(type, text);
      default -> throw refusal(type, "is not a UTF8String, PrintableString or IA5String");
    };
  }

  Fault refusal(ASN1ObjectIdentifier type, String reason) {
    return refusal(BCStyle.INSTANCE.oidToDisplayName(type) + " " + reason);
  }

  Fault refusal(String reason) {
    return new Fault(
        FaultCode.INCORRECT_CERTIFICATE,
        "Cannot read a member identifier from certificate subject " + display + ": " + reason);
  }

  private String checked(ASN1ObjectIdentifier type, ASN1String value) {
    String text = value.getString();
    if (text.isEmpty() || text.codePoints().anyMatch(Character::isISOControl)) {
      throw refusal(type, "is empty or has a control character");
    }
    return text;
  }
}
