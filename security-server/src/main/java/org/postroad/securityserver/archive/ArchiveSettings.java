// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/**
 * What an administrator decides about archives.
 *
 * @param directory where they are put; nothing for {@code archive} in the directory of the log
 * @param maxFileBytes an archive is ended behind the record with which its containers exceed this
 *     (E-027, E-028)
 * @param algorithm of the digests that chain archives together
 * @param schedule when records are archived, and {@code cleaning} when archived ones are removed
 *     (E-035)
 * @param transfer what is run for each archive (E-029)
 */
public record ArchiveSettings(
    Optional<Path> directory,
    ArchiveGrouping grouping,
    long maxFileBytes,
    DigestAlgorithm algorithm,
    Optional<ArchiveEncryption> encryption,
    Optional<Transfer> transfer,
    Retention retention,
    ArchiveSchedule schedule,
    ArchiveSchedule cleaning) {

  /**
   * A command for {@code /bin/sh -c}.
   *
   * @param timeout after which it is killed
   */
  public record Transfer(String command, Duration timeout) {}

  public static final ArchiveSettings DEFAULT =
      new ArchiveSettings(
          Optional.empty(),
          ArchiveGrouping.NONE,
          32L << 20,
          DigestAlgorithm.SHA512,
          Optional.empty(),
          Optional.empty(),
          Retention.DEFAULT,
          new ArchiveSchedule(Duration.ZERO, Duration.ofHours(6)),
          new ArchiveSchedule(Duration.ofHours(3), Duration.ofHours(6)));

  public ArchiveSettings {
    if (maxFileBytes < 1 || maxFileBytes > 1L << 30) {
      throw new IllegalArgumentException(
          "archives of " + maxFileBytes + " bytes, expected 1 to 1073741824");
    }
    if (!algorithm.isCollisionResistant()) {
      throw new IllegalArgumentException("archives chained by " + algorithm.jcaName());
    }
  }

  public ArchiveSettings withDirectory(Path archives) {
    return new ArchiveSettings(
        Optional.of(archives),
        grouping,
        maxFileBytes,
        algorithm,
        encryption,
        transfer,
        retention,
        schedule,
        cleaning);
  }

  public ArchiveSettings withFiles(ArchiveGrouping groups, long largest) {
    return new ArchiveSettings(
        directory, groups, largest, algorithm, encryption, transfer, retention, schedule, cleaning);
  }

  public ArchiveSettings withEncryption(ArchiveEncryption keys) {
    return new ArchiveSettings(
        directory,
        grouping,
        maxFileBytes,
        algorithm,
        Optional.of(keys),
        transfer,
        retention,
        schedule,
        cleaning);
  }

  public ArchiveSettings withTransfer(Transfer command) {
    return new ArchiveSettings(
        directory,
        grouping,
        maxFileBytes,
        algorithm,
        encryption,
        Optional.of(command),
        retention,
        schedule,
        cleaning);
  }

  public ArchiveSettings withRetention(Retention rule) {
    return new ArchiveSettings(
        directory,
        grouping,
        maxFileBytes,
        algorithm,
        encryption,
        transfer,
        rule,
        schedule,
        cleaning);
  }
}
