// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * The name of an archive: {@code mlog[-GROUP]-FIRST-LAST-DIGEST.zip[.gpg]} (E-020).
 *
 * <p>Times are those of the earliest and the latest record, in UTC whatever zone the server runs in
 * (E-021). The digest is the beginning of the last one of the chain, so two archives never have the
 * same name.
 */
record ArchiveName(
    Optional<String> group, Instant first, Instant last, String digest, boolean encrypted) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int DIGEST_LENGTH = 16;
  private static final int GROUP_LENGTH = 200;

  /**
   * What is left for a group of the 255 bytes that a name of a file may have: beside it stand
   * {@code mlog--TIME-TIME-DIGEST-proofs.zip.gpg} and the {@code .part} of a file being written.
   */
  private static final int GROUP_BYTES = 182;

  @Override
  public String toString() {
    return stem() + suffix();
  }

  /** The file beside it that proves each record to be in the log. */
  String proofs() {
    return stem() + "-proofs" + suffix();
  }

  private String suffix() {
    return encrypted ? ".zip.gpg" : ".zip";
  }

  private String stem() {
    return "mlog-"
        + group.map(name -> legal(name) + "-").orElse("")
        + TIME.format(first)
        + "-"
        + TIME.format(last)
        + "-"
        + digest.substring(0, DIGEST_LENGTH);
  }

  /** Without the characters that some file system refuses, and not too long for any. */
  private static String legal(String group) {
    StringBuilder legal = new StringBuilder();
    int bytes = 0;
    for (int character : group.codePoints().limit(GROUP_LENGTH).toArray()) {
      String shown =
          Character.isISOControl(character) || "\\<>/:|*?".indexOf(character) >= 0
              ? "_"
              : Character.toString(character);
      bytes += shown.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > GROUP_BYTES) {
        break;
      }
      legal.append(shown);
    }
    return legal.toString();
  }
}
