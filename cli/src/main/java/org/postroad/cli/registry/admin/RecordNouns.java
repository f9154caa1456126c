// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

import org.postroad.cli.administration.ApiKeyNoun;
import org.postroad.cli.administration.BackupNoun;
import org.postroad.cli.administration.Noun;

/** Backups, and the API tokens of those who administer (E03, E11). */
final class RecordNouns {
  private RecordNouns() {}

  static Noun backup() {
    return BackupNoun.of(RegistryFamily.PROGRAM, BackupNoun.create(), "postroad registry status");
  }

  static Noun apikey() {
    return ApiKeyNoun.of(
        RegistryFamily.PROGRAM,
        "registration-officer",
        "security-officer",
        "system-administrator",
        "management-service");
  }
}
