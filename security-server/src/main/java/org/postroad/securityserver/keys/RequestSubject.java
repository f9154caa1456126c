// SPDX-License-Identifier: MIT
package org.postroad.securityserver.keys;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
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

  /** The kind of an alternative name that is a DNS name. */
  private static final Integer DNS = 2;

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

  /** The wish for a certificate like one that is there, in what may be chosen. */
  static RequestWish like(
      X509Certificate certificate,
      RequestWish plain,
      GlobalConfiguration global,
      ServerConfiguration server) {
    SubjectRequest preset = preset(plain, global, server);
    Map<String, String> chosen = new HashMap<>();
    for (SubjectRequest.Field field : preset.fields()) {
      if (field.editable()) {
        attribute(certificate.getSubjectX500Principal().getName(), field.attribute())
            .ifPresent(value -> chosen.put(field.attribute(), value));
      }
    }
    dnsName(certificate).ifPresent(name -> chosen.put(RequestWish.ALTERNATIVE_NAME, name));
    return new RequestWish(plain.use(), plain.member(), plain.authority(), chosen);
  }

  /** An attribute of a subject in the form of RFC 2253. */
  static Optional<String> attribute(String subject, String attribute) {
    try {
      return new LdapName(subject)
          .getRdns().stream()
              .filter(part -> part.getType().equalsIgnoreCase(attribute))
              .map(Rdn::getValue)
              .filter(String.class::isInstance)
              .map(String.class::cast)
              .findFirst();
    } catch (InvalidNameException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> dnsName(X509Certificate certificate) {
    try {
      return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
          .flatMap(Collection::stream)
          .filter(name -> name.getFirst().equals(DNS))
          .map(name -> String.valueOf(name.get(1)))
          .findFirst();
    } catch (CertificateParsingException _) {
      return Optional.empty();
    }
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
