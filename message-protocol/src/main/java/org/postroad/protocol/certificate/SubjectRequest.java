// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import java.util.List;
import java.util.Optional;

/**
 * What a certificate request should say about its subject: attributes in the order of the profile,
 * and whether a person may still change them (C31).
 *
 * @param subjectAlternativeName a DNS name; it is an extension, not part of the subject
 */
public record SubjectRequest(List<Field> fields, Optional<String> subjectAlternativeName) {
  /**
   * One attribute of the subject.
   *
   * @param attribute its short name, for example {@code CN} or {@code serialNumber}
   */
  public record Field(String attribute, String value, boolean editable) {}

  public SubjectRequest {
    fields = List.copyOf(fields);
  }

  /** The same request with another value for an attribute that may be changed. */
  public SubjectRequest with(String attribute, String value) {
    if (fields.stream().noneMatch(f -> f.editable() && f.attribute().equals(attribute))) {
      throw new IllegalArgumentException(attribute + " may not be changed in this profile");
    }
    return new SubjectRequest(
        fields.stream()
            .map(f -> f.attribute().equals(attribute) ? new Field(attribute, value, true) : f)
            .toList(),
        subjectAlternativeName);
  }

  /**
   * The subject as text, first attribute first, values escaped as RFC 2253 demands: {@code C=FI,
   * O=Smith\, Jones, CN=1234}.
   */
  public String distinguishedName() {
    return String.join(
        ", ",
        fields.stream()
            .filter(f -> !f.value().isEmpty())
            .map(f -> f.attribute() + "=" + escaped(f.value()))
            .toList());
  }

  private static String escaped(String value) {
    StringBuilder out = new StringBuilder(value.length() + 8);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean edge = i == 0 ? c == ' ' || c == '#' : i == value.length() - 1 && c == ' ';
      if (edge || ",+\"\\<>;=".indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
    }
    return out.toString();
  }
}
