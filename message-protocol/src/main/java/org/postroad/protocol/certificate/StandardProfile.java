// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import static org.postroad.protocol.certificate.SubjectName.BUSINESS_CATEGORY;
import static org.postroad.protocol.certificate.SubjectName.COMMON_NAME;
import static org.postroad.protocol.certificate.SubjectName.COUNTRY;
import static org.postroad.protocol.certificate.SubjectName.ORGANIZATION;
import static org.postroad.protocol.certificate.SubjectName.ORGANIZATIONAL_UNIT;
import static org.postroad.protocol.certificate.SubjectName.ORGANIZATION_IDENTIFIER;
import static org.postroad.protocol.certificate.SubjectName.SERIAL_NUMBER;

import java.security.cert.X509Certificate;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;

/** The certificate profiles in use, by the class names of the reference implementation. */
enum StandardProfile implements CertificateProfile {
  BASIC("BasicCertificateProfileInfoProvider") {
    @Override
    MemberId decode(SubjectName subject, String instance) {
      return basic(subject, instance);
    }
  },
  BASIC_ACME("BasicACMECertificateProfileInfoProvider") {
    @Override
    MemberId decode(SubjectName subject, String instance) {
      return basic(subject, instance);
    }
  },
  EJBCA("EjbcaCertificateProfileInfoProvider") {
    @Override
    MemberId decode(SubjectName subject, String instance) {
      return countryOrganizationName(subject);
    }
  },
  FINLAND("FiVRKCertificateProfileInfoProvider") {
    @Override
    MemberId decode(SubjectName subject, String instance) {
      return finland(subject);
    }
  },
  ICELAND("IsCertificateProfileInfoProvider") {
    @Override
    MemberId decode(SubjectName subject, String instance) {
      return subject.has(SERIAL_NUMBER) || subject.has(ORGANIZATIONAL_UNIT)
          ? withServerId(subject, "IS")
          : countryOrganizationName(subject);
    }
  },
  FAROE_ISLANDS("FoCertificateProfileInfoProvider") {
    @Override
    MemberId decode(SubjectName subject, String instance) {
      return withServerId(subject, "FO");
    }
  },
  SK_KLASS3("SkKlass3CertificateProfileInfoProvider") {
    @Override
    MemberId decode(SubjectName subject, String instance) {
      return subject
          .find(ORGANIZATION_IDENTIFIER)
          .map(id -> byOrganizationIdentifier(id, instance))
          .orElseGet(() -> byRegistryCode(subject, instance));
    }
  },
  SK_ESTEID("SkEsteIdCertificateProfileInfoProvider") {
    @Override
    MemberId decode(SubjectName subject, String instance) {
      return new MemberId(instance, "PERSON", subject.required(SERIAL_NUMBER));
    }
  };

  private static final String PACKAGE = "ee.ria.xroad.common.certificateprofile.impl.";

  private final String simpleName;

  StandardProfile(String simpleName) {
    this.simpleName = simpleName;
  }

  abstract MemberId decode(SubjectName subject, String instance);

  @Override
  public String className() {
    return PACKAGE + simpleName;
  }

  @Override
  public MemberId memberOf(X509Certificate signing, String instance) {
    return decode(SubjectName.of(signing), instance);
  }

  @Override
  public SubjectRequest signingSubject(
      SecurityServerId server, MemberId member, String memberName) {
    return SubjectRequests.signing(this, server, member, memberName);
  }

  @Override
  public SubjectRequest authenticationSubject(
      SecurityServerId server, String ownerName, String serverAddress) {
    return SubjectRequests.authentication(this, server, ownerName, serverAddress);
  }

  private static MemberId basic(SubjectName subject, String instance) {
    return new MemberId(
        instance, subject.required(BUSINESS_CATEGORY), subject.required(SERIAL_NUMBER));
  }

  private static MemberId countryOrganizationName(SubjectName subject) {
    return new MemberId(
        subject.required(COUNTRY), subject.required(ORGANIZATION), subject.required(COMMON_NAME));
  }

  /** Three generations of Finnish subjects (C25). */
  private static MemberId finland(SubjectName subject) {
    if (subject.has(SERIAL_NUMBER)) {
      requireCountry(subject, "FI");
      subject.required(ORGANIZATION);
      String[] pieces = subject.required(SERIAL_NUMBER).split("/", -1);
      if (pieces.length != 3 || pieces[0].isEmpty() || pieces[2].isEmpty()) {
        throw subject.refusal(SERIAL_NUMBER, "is not instance/server/class");
      }
      return new MemberId(pieces[0], pieces[2], subject.required(COMMON_NAME));
    }
    if (subject.has(ORGANIZATIONAL_UNIT)) {
      return new MemberId(
          subject.required(ORGANIZATION),
          subject.required(ORGANIZATIONAL_UNIT),
          subject.required(COMMON_NAME));
    }
    return countryOrganizationName(subject);
  }

  private static MemberId withServerId(SubjectName subject, String country) {
    requireCountry(subject, country);
    subject.required(SERIAL_NUMBER);
    return new MemberId(
        subject.required(ORGANIZATION),
        subject.required(ORGANIZATIONAL_UNIT),
        subject.required(COMMON_NAME));
  }

  private static void requireCountry(SubjectName subject, String country) {
    String found = subject.required(COUNTRY);
    if (!found.equals(country)) {
      throw subject.refusal(COUNTRY, "is " + found + ", expected " + country);
    }
  }

  private static MemberId byOrganizationIdentifier(String identifier, String instance) {
    for (String[] rule : new String[][] {{"NTREE-", "COM"}, {"GO:EE-", "GOV"}, {"NP:EE-", "NGO"}}) {
      if (identifier.startsWith(rule[0])) {
        return new MemberId(instance, rule[1], identifier.substring(rule[0].length()));
      }
    }
    return new MemberId(instance, "NEE", identifier);
  }

  /** Eight digits of the Estonian registers; the first digit tells the class (C28). */
  private static MemberId byRegistryCode(SubjectName subject, String instance) {
    String code = subject.required(SERIAL_NUMBER);
    if (code.length() != 8 || code.chars().anyMatch(c -> c < '0' || c > '9')) {
      throw subject.refusal(SERIAL_NUMBER, "is not a registry code of eight digits");
    }
    return switch (code.charAt(0)) {
      case '1', '2', '3', '4', '5', '6' -> new MemberId(instance, "COM", code);
      case '7' -> new MemberId(instance, "GOV", code);
      case '8', '9' -> new MemberId(instance, "NGO", code);
      default -> throw subject.refusal(SERIAL_NUMBER, "starts with 0, which has no member class");
    };
  }
}
