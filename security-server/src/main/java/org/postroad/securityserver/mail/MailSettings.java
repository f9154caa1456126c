// SPDX-License-Identifier: MIT
package org.postroad.securityserver.mail;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Of what administrators are told by mail (C86).
 *
 * @param file with the account at the mail server; {@code mail.yml} in the directory of the server
 *     unless given
 */
public record MailSettings(
    Optional<Path> file, boolean success, boolean failure, boolean registered) {

  public static final MailSettings DEFAULT = new MailSettings(Optional.empty(), true, true, true);

  /** What is told. */
  public Set<MailKind> told() {
    Set<MailKind> told = EnumSet.noneOf(MailKind.class);
    add(told, success, MailKind.ACME_SUCCESS);
    add(told, failure, MailKind.ACME_FAILURE);
    add(told, registered, MailKind.AUTH_CERT_REGISTERED);
    return Set.copyOf(told);
  }

  private static void add(Set<MailKind> told, boolean wanted, MailKind kind) {
    if (wanted) {
      told.add(kind);
    }
  }
}
