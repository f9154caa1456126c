// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.CertificationService.RequestFormat;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.securityserver.api.AdministeredKeys.Held;
import org.postroad.securityserver.keys.RequestWish;
import org.postroad.securityserver.signer.KeptRequest;

/**
 * A certificate request that is wanted.
 *
 * @param caName of an approved certification service
 * @param memberId whom a signing certificate is for
 * @param acmeOrder whether the authority is to issue the certificate at once
 * @param subjectFieldValues those that the profile lets be chosen; others as the profile has them
 */
record CsrGenerate(
    KeyUsageType keyUsageType,
    String caName,
    RequestFormat csrFormat,
    Optional<String> memberId,
    Optional<Boolean> acmeOrder,
    Map<String, String> subjectFieldValues) {

  /** Notes for the audit log what is wanted, and refuses who may not want it. */
  void announce(Call call) {
    call.note("keyUsage", keyUsageType)
        .note("certificationServiceName", caName)
        .note("csrFormat", csrFormat);
    memberId.ifPresent(member -> call.note("clientIdentifier", member));
    call.require(keyUsageType.requestPermission());
    if (isOrdered()) {
      call.require(keyUsageType.importPermission());
    }
  }

  boolean isOrdered() {
    return acmeOrder.orElse(false);
  }

  KeptRequest make(Call call, String key, AdministeredKeys server) {
    requireAuthority(caName, server);
    requirePossible(server.key(call, key), server);
    try {
      KeptRequest made =
          server
              .keys()
              .request(
                  key,
                  new RequestWish(keyUsageType.use(), member(server), caName, subjectFieldValues));
      call.note("subjectName", made.subject()).note("csrId", made.id());
      return made;
    } catch (Fault fault) {
      throw fault.code() == FaultCode.INVALID_REQUEST
          ? Refusal.of(400, "invalid_dn_parameter", fault.text())
          : fault;
    }
  }

  static void requireAuthority(String name, AdministeredKeys server) {
    GlobalConfiguration global = server.server().global();
    if (global.trust().authorities(global.instance()).stream()
        .noneMatch(authority -> authority.name().equals(name))) {
      throw Refusal.of(400, "ca_not_found", name);
    }
  }

  private void requirePossible(Held held, AdministeredKeys server) {
    if (!held.token().loggedIn()) {
      throw Refusal.conflict("token_not_active", held.token().id());
    }
    PossibleAction action =
        switch (keyUsageType) {
          case AUTHENTICATION -> PossibleAction.GENERATE_AUTH_CSR;
          case SIGNING -> PossibleAction.GENERATE_SIGN_CSR;
        };
    if (!PossibleAction.of(held.key(), held.token(), server.readOnly()).contains(action)) {
      throw Refusal.conflict("action_not_possible", action + " with key " + held.key().id());
    }
  }

  private MemberId member(AdministeredKeys server) {
    if (keyUsageType == KeyUsageType.AUTHENTICATION) {
      return server.owner();
    }
    String id = memberId.orElseThrow(() -> Refusal.invalid("member_id", "NotNull"));
    MemberId member = Encoded.member("member_id", id);
    if (!server.isHere(member)) {
      throw Refusal.of(400, "client_not_found", id);
    }
    return member;
  }
}
