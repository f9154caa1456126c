// SPDX-License-Identifier: MIT
package org.postroad.securityserver.acme;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.globalconf.CertificationService;
import org.postroad.securityserver.keys.Renewals;

/** The accounts that share a key: one for each authority. */
record AccountHolders(String alias, List<Accounts.Holder> holders) {

  /** Those that members of this server can have, whether they have them or not. */
  static List<AccountHolders> of(AcmeFile file, Renewals renewals) {
    Map<String, List<Accounts.Holder>> byAlias = new TreeMap<>();
    for (CertificationService authority : renewals.services()) {
      renewals
          .members()
          .forEach((member, uses) -> {
            for (KeyUse use : uses) {
              String alias = file.alias(authority.name(), member, use);
              byAlias
                  .computeIfAbsent(alias, _ -> new ArrayList<>())
                  .add(new Accounts.Holder(authority, member, use, ""));
            }
          });
    }
    return byAlias.entrySet().stream()
        .map(entry -> new AccountHolders(entry.getKey(), List.copyOf(entry.getValue())))
        .toList();
  }
}
