// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import java.util.Locale;
import java.util.function.Supplier;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.token.HardwareToken;
import org.postroad.securityserver.keys.CertificateState;
import org.postroad.securityserver.keys.KeyAdministration;
import org.postroad.securityserver.keys.KeyState;
import org.postroad.securityserver.keys.TokenState;
import org.postroad.securityserver.signer.KeptRequest;

/**
 * Tokens, keys and certificates as the resources show and change them, with refusals in the words
 * of the API.
 *
 * @param readOnly whether the keys are copied from another node, which alone changes them
 */
record AdministeredKeys(KeyAdministration keys, ClientAdministration server, boolean readOnly) {

  /** A key with its token. */
  record Held(TokenState token, KeyState key) {}

  MemberId owner() {
    return server.now().id().owner();
  }

  /** Whether a member owns the server or uses it, itself or by a subsystem. */
  boolean isHere(MemberId member) {
    return owner().equals(member)
        || server.now().clients().stream().anyMatch(each -> each.id().member().equals(member));
  }

  TokenState token(Call call, String id) {
    TokenState token = keys.token(id);
    call.note("tokenId", id)
        .note("tokenSerialNumber", token.about().getOrDefault(HardwareToken.SERIAL_NUMBER, ""))
        .note("tokenFriendlyName", token.name());
    return token;
  }

  Held key(String id) {
    return keys.tokens().stream()
        .flatMap(token -> token.keys().stream().map(key -> new Held(token, key)))
        .filter(held -> held.key().id().equals(id))
        .findFirst()
        .orElseThrow(() -> Refusal.notFound("key_not_found", id));
  }

  Held key(Call call, String id) {
    Held held = key(id);
    token(call, held.token().id());
    call.note("keyId", id).note("keyFriendlyName", held.key().label());
    held.key().use().ifPresent(use -> call.note("keyUsage", KeyUsageType.of(use)));
    return held;
  }

  CertificateState certificate(String hash) {
    return make(() -> keys.certificate(hash.toLowerCase(Locale.ROOT)));
  }

  CertificateState certificate(Call call, String hash) {
    CertificateState state = certificate(hash);
    call.note("certHash", state.hash())
        .note("certHashAlgorithm", "SHA-256")
        .note("certStatus", state.status());
    return state;
  }

  KeptRequest request(String key, String id) {
    return key(key).key().requests().stream()
        .filter(request -> request.id().equals(id))
        .findFirst()
        .orElseThrow(() -> Refusal.notFound("csr_not_found", id));
  }

  /** What the state does not allow is a conflict here. */
  <T> T make(Supplier<T> change) {
    try {
      return change.get();
    } catch (Fault fault) {
      throw switch (fault.code()) {
        case INVALID_REQUEST -> Refusal.conflict("action_not_possible", fault.text());
        case TOKEN_NOT_ACTIVE -> Refusal.conflict("token_not_active", fault.text());
        case CERT_NOT_FOUND -> Refusal.notFound("certificate_not_found", fault.text());
        default -> fault;
      };
    }
  }

  void run(Runnable change) {
    var _ =
        make(() -> {
          change.run();
          return true;
        });
  }
}
