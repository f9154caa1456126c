// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import java.util.List;
import java.util.Optional;
import org.postroad.protocol.certificate.SubjectRequest.Field;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;

/** The subjects each standard profile asks for, field by field in its order (C20 to C29). */
final class SubjectRequests {
  private SubjectRequests() {}

  static SubjectRequest signing(
      StandardProfile profile, SecurityServerId server, MemberId member, String name) {
    String memberClass = member.memberClass();
    String code = member.memberCode();
    return switch (profile) {
      case BASIC ->
          plain(
              fixed("CN", name),
              fixed("O", name),
              fixed("businessCategory", memberClass),
              open("C", ""),
              fixed("serialNumber", code));
      case BASIC_ACME ->
          withDnsName(
              "",
              open("C", ""),
              fixed("O", name),
              fixed("businessCategory", memberClass),
              fixed("serialNumber", code),
              fixed("CN", name));
      case EJBCA ->
          plain(fixed("C", member.instance()), fixed("O", memberClass), fixed("CN", code));
      case FINLAND ->
          withDnsName(
              "",
              fixed("C", "FI"),
              open("O", name),
              fixed("serialNumber", finnishSerial(server, memberClass)),
              fixed("CN", code));
      case ICELAND ->
          plain(
              fixed("C", "IS"),
              fixed("O", member.instance()),
              fixed("OU", memberClass),
              fixed("CN", code),
              fixed("serialNumber", server.toString()));
      case FAROE_ISLANDS ->
          plain(
              fixed("C", "FO"),
              fixed("O", member.instance()),
              fixed("OU", memberClass),
              fixed("CN", code),
              fixed("serialNumber", server.toString()));
      case SK_KLASS3, SK_ESTEID -> plain(fixed("serialNumber", code), fixed("CN", name));
    };
  }

  static SubjectRequest authentication(
      StandardProfile profile, SecurityServerId server, String name, String address) {
    MemberId owner = server.owner();
    return switch (profile) {
      case BASIC ->
          plain(
              open("CN", address),
              fixed("serialNumber", owner.memberCode()),
              open("C", ""),
              fixed("O", name));
      case BASIC_ACME ->
          withDnsName(
              address,
              open("C", ""),
              fixed("O", name),
              fixed("serialNumber", owner.memberCode()),
              open("CN", address));
      case EJBCA -> plain(fixed("C", owner.instance()), fixed("CN", server.serverCode()));
      case FINLAND ->
          withDnsName(
              address,
              fixed("C", "FI"),
              open("O", name),
              fixed("serialNumber", finnishSerial(server, owner.memberClass())),
              open("CN", address));
      case ICELAND ->
          plain(fixed("C", "IS"), open("CN", address), fixed("serialNumber", server.toString()));
      case FAROE_ISLANDS ->
          plain(fixed("C", "FO"), fixed("O", owner.instance()), fixed("CN", server.toString()));
      case SK_KLASS3, SK_ESTEID ->
          plain(fixed("serialNumber", owner.memberCode()), open("CN", address));
    };
  }

  private static String finnishSerial(SecurityServerId server, String memberClass) {
    return server.owner().instance() + "/" + server.serverCode() + "/" + memberClass;
  }

  private static Field fixed(String attribute, String value) {
    return new Field(attribute, value, false);
  }

  private static Field open(String attribute, String value) {
    return new Field(attribute, value, true);
  }

  private static SubjectRequest plain(Field... fields) {
    return new SubjectRequest(List.of(fields), Optional.empty());
  }

  private static SubjectRequest withDnsName(String dnsName, Field... fields) {
    return new SubjectRequest(
        List.of(fields), Optional.of(dnsName).filter(value -> !value.isEmpty()));
  }
}
