// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.postroad.protocol.identifier.ClientId;

class ArchiveNameTest {
  private static final Instant FIRST = Instant.parse("2026-11-20T22:59:58.999Z");
  private static final Instant LAST = Instant.parse("2026-11-21T04:00:01Z");
  private static final String DIGEST = "0123456789abcdef0123456789abcdef";

  private static ArchiveName name(String group, boolean encrypted) {
    return new ArchiveName(
        group.isEmpty() ? Optional.empty() : Optional.of(group), FIRST, LAST, DIGEST, encrypted);
  }

  @Test
  void hasTimesAndTheBeginningOfTheLastDigest() {
    assertEquals(
        "mlog-20261120225958-20261121040001-0123456789abcdef.zip", name("", false).toString());
    assertEquals(
        "mlog-20261120225958-20261121040001-0123456789abcdef.zip.gpg", name("", true).toString());
    assertEquals(
        "mlog-20261120225958-20261121040001-0123456789abcdef-proofs.zip.gpg",
        name("", true).proofs());
  }

  @Test
  void namesTheGroupWithoutCharactersThatFileSystemsRefuse() {
    ClientId subsystem = ClientId.parse("TEST/GOV/1234/tax");
    assertEquals(
        "mlog-TEST_GOV_1234_tax-20261120225958-20261121040001-0123456789abcdef.zip",
        name(ArchiveGrouping.SUBSYSTEM.of(subsystem).orElseThrow(), false).toString());
    assertEquals(
        "mlog-TEST_GOV_1234-20261120225958-20261121040001-0123456789abcdef.zip",
        name(ArchiveGrouping.MEMBER.of(subsystem).orElseThrow(), false).toString());
    assertTrue(
        name("a\\b<c>d/e:f|g*h?i\u0000j\u0085k", false)
            .toString()
            .startsWith("mlog-a_b_c_d_e_f_g_h_i_j_k-2026"));
  }

  @Test
  void aLongGroupIsCutSoThatTheNameFitsAnyFileSystem() {
    for (String letter : new String[] {"x", "ä", "\u20ac", "\ud83d\ude00"}) {
      String proofs = name(letter.repeat(300), true).proofs() + ".part";
      assertTrue(proofs.getBytes(StandardCharsets.UTF_8).length <= 255, proofs);
      assertTrue(proofs.contains("-20261120225958-"), proofs);
      assertEquals(-1, proofs.indexOf('\ufffd'));
    }
  }

  @Test
  @ResourceLock(Resources.TIME_ZONE)
  void timesAreInUtcInAnyZone() {
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
      assertNotEquals(0, TimeZone.getDefault().getRawOffset());
      assertTrue(name("", false).toString().contains("-20261120225958-20261121040001-"));
    } finally {
      TimeZone.setDefault(before);
    }
  }
}
