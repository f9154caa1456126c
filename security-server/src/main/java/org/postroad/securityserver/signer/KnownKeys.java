// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.security.cert.X509Certificate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.postroad.protocol.certificate.KeyUsages;
import org.postroad.protocol.token.TokenKey;

/**
 * What is known of the keys of a server at one moment.
 *
 * @param all certificates, also of keys that are not here now
 * @param usable what has a key and was not switched off
 * @param signing the newest first
 * @param authentication of the software token only, the oldest first (C68)
 */
record KnownKeys(
    List<X509Certificate> all,
    List<CertifiedKey> usable,
    List<CertifiedKey> signing,
    List<CertifiedKey> authentication,
    KeyNotes notes) {

  static final KnownKeys NONE =
      new KnownKeys(List.of(), List.of(), List.of(), List.of(), KeyNotes.NONE);

  private static final Comparator<CertifiedKey> BY_AGE =
      Comparator.comparing((CertifiedKey key) -> key.certificate().getNotBefore())
          .thenComparing(key -> ServerKeys.hash(key.certificate()));

  static KnownKeys of(
      List<X509Certificate> all,
      KeyNotes notes,
      Function<X509Certificate, Optional<TokenKey>> keyOf) {
    List<CertifiedKey> usable =
        all.stream()
            .filter(each -> !notes.inactive().contains(ServerKeys.hash(each)))
            .flatMap(each -> keyOf.apply(each).map(key -> new CertifiedKey(key, each)).stream())
            .sorted(BY_AGE)
            .toList();
    return new KnownKeys(
        List.copyOf(all),
        usable,
        only(usable, KeyUsages::isSigning).reversed(),
        only(usable, KeyUsages::isAuthentication).stream()
            .filter(key -> key.key().isLocal())
            .toList(),
        notes);
  }

  private static List<CertifiedKey> only(List<CertifiedKey> keys, Predicate<X509Certificate> kind) {
    return keys.stream().filter(key -> kind.test(key.certificate())).toList();
  }
}
