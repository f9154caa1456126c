// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postroad.protocol.identifier.MemberId;

/**
 * To which keys the archives of a member are encrypted, by the names an administrator gave them.
 *
 * @param keys those of the member, else the default one; none where that is the server's own
 * @param byDefault whether no key is the member's own
 */
public record ArchiveRecipients(MemberId member, List<String> keys, boolean byDefault) {

  public ArchiveRecipients {
    keys = List.copyOf(keys);
  }

  /** For members one by one; nobody while archives are not encrypted. */
  public static List<ArchiveRecipients> of(ArchiveSettings settings, List<MemberId> members)
      throws IOException {
    if (settings.encryption().isEmpty()) {
      return List.of();
    }
    ArchiveEncryption encryption = settings.encryption().get();
    Optional<Path> file =
        settings.grouping() == ArchiveGrouping.NONE ? Optional.empty() : encryption.memberKeys();
    MemberKeys known =
        MemberKeys.parse(file.isEmpty() ? List.of() : Files.readAllLines(file.get()));
    return members.stream().map(member -> of(member, known.of(member), encryption)).toList();
  }

  private static ArchiveRecipients of(
      MemberId member, Set<String> own, ArchiveEncryption encryption) {
    return own.isEmpty()
        ? new ArchiveRecipients(member, encryption.defaultKey().stream().toList(), true)
        : new ArchiveRecipients(member, own.stream().sorted().toList(), false);
  }
}
