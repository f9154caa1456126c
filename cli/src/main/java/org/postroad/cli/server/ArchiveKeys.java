// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.postroad.cli.process.Keys;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.securityserver.archive.ArchiveEncryption;
import org.postroad.securityserver.archive.ArchiveSchedule;
import org.postroad.securityserver.archive.ArchiveSettings;
import org.postroad.securityserver.archive.Retention;

/** The section {@code archives}. */
final class ArchiveKeys {

  private static final Duration TRANSFER = Duration.ofMinutes(10);

  private ArchiveKeys() {}

  static ArchiveSettings read(Keys keys) {
    ArchiveSettings preset = ArchiveSettings.DEFAULT;
    List<DigestAlgorithm> algorithms =
        Arrays.stream(DigestAlgorithm.values())
            .filter(DigestAlgorithm::isCollisionResistant)
            .toList();
    return new ArchiveSettings(
        keys.path("directory", "where they are put; below the message log if not given"),
        keys.word("grouping", preset.grouping(), "whose records share a chain of archives"),
        keys.size("max-file-bytes", preset.maxFileBytes(), "after which the next one is begun"),
        keys.word(
            "algorithm",
            algorithms,
            DigestAlgorithm::jcaName,
            preset.algorithm(),
            "digest that chains archives together"),
        keys.section("encryption", ArchiveKeys::encryption),
        keys.section("transfer", ArchiveKeys::transfer),
        keys.section("retention", ArchiveKeys::retention),
        keys.section("schedule", each -> schedule(each, preset.schedule(), "archiving")),
        keys.section("cleaning", each -> schedule(each, preset.cleaning(), "removal")));
  }

  private static Optional<ArchiveEncryption> encryption(Keys keys) {
    Optional<Path> signing =
        keys.path("signing-key", "OpenPGP secret key; archives are not encrypted if not given");
    Optional<Path> passphrase = keys.path("passphrase", "file with the passphrase of that key");
    Optional<Path> others = keys.path("public-keys", "file or directory of public keys");
    Optional<String> main = keys.text("default-key", "which of them if nothing else is said");
    Optional<Path> members = keys.path("member-keys", "file that names keys of members");
    if (signing.isEmpty()
        && (passphrase.isPresent()
            || others.isPresent()
            || main.isPresent()
            || members.isPresent())) {
      throw new IllegalArgumentException("nothing is encrypted without signing-key");
    }
    return signing.map(key -> new ArchiveEncryption(key, passphrase, others, main, members));
  }

  private static Optional<ArchiveSettings.Transfer> transfer(Keys keys) {
    Optional<String> command = keys.text("command", "run by /bin/sh -c for each archive");
    Duration timeout = keys.time("timeout", TRANSFER, "after which it is killed");
    return command.map(each -> new ArchiveSettings.Transfer(each, timeout));
  }

  private static Retention retention(Keys keys) {
    return new Retention(
        keys.time(
            "keep-records-for",
            Retention.DEFAULT.keepRecordsFor(),
            "how long the log keeps records that are archived"),
        keys.times("exceptions", ArchiveKeys::client, "for members and subsystems of their own"));
  }

  private static Optional<ClientId> client(String text) {
    try {
      return Optional.of(ClientId.parse(text));
    } catch (Fault _) {
      return Optional.empty();
    }
  }

  private static ArchiveSchedule schedule(Keys keys, ArchiveSchedule preset, String what) {
    return new ArchiveSchedule(
        keys.time("first", preset.first(), "after midnight UTC for the first " + what),
        keys.time("every", preset.every(), "from one to the next"));
  }
}
