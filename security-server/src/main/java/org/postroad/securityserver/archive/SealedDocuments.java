// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.securityserver.messagelog.DocumentSeal;

/** Encrypts signed documents under the keys that archives of the same client have. */
public record SealedDocuments(ArchiveSettings settings, Clock clock, SecureRandom random)
    implements DocumentSeal {

  @Override
  public Optional<Sealing> of(ClientId client) throws IOException {
    if (settings.encryption().isEmpty()) {
      return Optional.empty();
    }
    Optional<MemberId> member = settings.grouping().of(client).map(_ -> client.member());
    Seal.Source seals = new OpenPgpKeys(settings.encryption().get(), clock, random).seals(member);
    return Optional.of(file -> seals.newSeal().open(file));
  }
}
