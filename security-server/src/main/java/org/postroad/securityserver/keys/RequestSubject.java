// SPDX-License-Identifier: MIT
package org.postroad.securityserver.keys;

import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.certificate.ApprovedAuthority;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.certificate.SubjectRequest;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.securityserver.conf.ServerConfiguration;

/** What a request says of its subject, as the profile of the authority wants it (C20 to C31). */
record RequestSubject(String profile, String name, Optional<String> dnsName) {

  static RequestSubject of(
      RequestWish wish, GlobalConfiguration global, ServerConfiguration server) {
    if (!ImportCheck.isHere(server, wish.member())) {
      throw refused(wish.member().text() + " is no client of this server");
    }
    ApprovedAuthority authority = authority(wish, global);
    SubjectRequest subject = subject(wish, authority, global, server);
    Optional<String> dnsName = subject.subjectAlternativeName();
    for (Map.Entry<String, String> field : wish.fields().entrySet()) {
      if (field.getKey().equals(RequestWish.ALTERNATIVE_NAME)) {
        dnsName = Optional.of(field.getValue()).filter(value -> !value.isBlank());
      } else {
        subject = with(subject, field);
      }
    }
    return new RequestSubject(
        authority.profile().className(), subject.distinguishedName(), dnsName);
  }

  /** As the profile has it, also for a member that is not here yet. */
  static SubjectRequest preset(
      RequestWish wish, GlobalConfiguration global, ServerConfiguration server) {
    return subject(wish, authority(wish, global), global, server);
  }

  private static ApprovedAuthority authority(RequestWish wish, GlobalConfiguration global) {
    ApprovedAuthority authority =
        global.trust().authorities(global.instance()).stream()
            .filter(each -> each.name().equals(wish.authority()))
            .findFirst()
            .orElseThrow(
                () -> refused("No certification service " + wish.authority() + " is approved"));
    if (authority.authenticationOnly() && wish.use() == KeyUse.SIGNING) {
      throw refused(wish.authority() + " is approved for authentication certificates only");
    }
    return authority;
  }

  private static SubjectRequest subject(
      RequestWish wish,
      ApprovedAuthority authority,
      GlobalConfiguration global,
      ServerConfiguration server) {
    String name = global.member(wish.member()).map(SharedParameters.Member::name).orElse("");
    return switch (wish.use()) {
      case SIGNING -> authority.profile().signingSubject(server.id(), wish.member(), name);
      case AUTHENTICATION ->
          authority
              .profile()
              .authenticationSubject(server.id(), name, global.addressOf(server.id()).orElse(""));
    };
  }

  private static SubjectRequest with(SubjectRequest subject, Map.Entry<String, String> field) {
    if (subject.fields().stream().anyMatch(each -> isAsGiven(each, field))) {
      return subject;
    }
    try {
      return subject.with(field.getKey(), field.getValue());
    } catch (IllegalArgumentException e) {
      throw new Fault(FaultCode.INVALID_REQUEST, String.valueOf(e.getMessage()), e);
    }
  }

  /** Who repeats what the profile says of a field changes nothing. */
  private static boolean isAsGiven(SubjectRequest.Field known, Map.Entry<String, String> given) {
    return known.attribute().equals(given.getKey()) && known.value().equals(given.getValue());
  }

  private static Fault refused(String text) {
    return new Fault(FaultCode.INVALID_REQUEST, text);
  }
}
