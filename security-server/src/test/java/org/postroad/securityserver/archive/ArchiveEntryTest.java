// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.securityserver.journal.EntryBody;
import org.postroad.securityserver.journal.JournalFixtures;
import org.postroad.securityserver.journal.Sequences;

class ArchiveEntryTest {
  private static final ArchiveEntry ENTRY =
      new ArchiveEntry(
          Optional.of("TEST/GOV/12 34%\n/tax"),
          file("mlog-a.zip.gpg"),
          Optional.of(file("mlog-a-proofs.zip.gpg")),
          Optional.of("mlog-0.zip"),
          DigestAlgorithm.SHA512,
          "abcd",
          sequences("1-5 9"));

  private static ArchiveEntry.ArchivedFile file(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return new ArchiveEntry.ArchivedFile(name, DigestAlgorithm.SHA512.digest(bytes), bytes.length);
  }

  private static Sequences sequences(String text) {
    try {
      return Sequences.parse(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static ArchiveEntry parse(String text) throws IOException {
    return ArchiveEntry.parse(new EntryBody.InMemory(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void isPlainText() {
    assertEquals(
        List.of(
            "postroad/archive/v1",
            "group TEST/GOV/12 34%25%0A/tax",
            "archive mlog-a.zip.gpg",
            "sha512 " + file("mlog-a.zip.gpg").digest().hex(),
            "bytes 14",
            "proofs mlog-a-proofs.zip.gpg",
            "sha512 " + file("mlog-a-proofs.zip.gpg").digest().hex(),
            "bytes 21",
            "previous mlog-0.zip",
            "chain SHA-512 abcd",
            "records 1-5 9"),
        ENTRY.toString().lines().toList());
  }

  @Test
  void isReadAsItWasWrittenWithAllOrWithLittle() throws IOException {
    ArchiveEntry read =
        ArchiveEntry.parse(new EntryBody.InMemory(JournalFixtures.inMemory(ENTRY.content())));
    assertEquals(ENTRY.toString(), read.toString());
    assertEquals("TEST/GOV/12 34%\n/tax", read.group().orElseThrow());
    assertEquals(new LinkingInfo.ChainEnd("abcd", "mlog-a.zip.gpg"), read.chainEnd());
    ArchiveEntry little =
        new ArchiveEntry(
            Optional.empty(),
            file("mlog-b.zip"),
            Optional.empty(),
            Optional.empty(),
            DigestAlgorithm.SHA256,
            "ef",
            sequences("7"));
    assertEquals(little.toString(), parse(little.toString()).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postroad/archive/v1 | postroad/archive/v2",
        "bytes 14 | bytes 014",
        "bytes 14 | bytes x",
        "SHA-512 | SHA-999",
        "1-5 9 | 1-5 6",
        "%0A | %0a",
        "%0A | %zz",
        "%0A | %41",
        "archive | archives",
        "records | more"
      })
  void refusesEveryOtherForm(String from, String to) {
    String changed = ENTRY.toString().replaceFirst(from, to);
    assertThrows(IOException.class, () -> parse(changed), changed);
  }

  @Test
  void refusesWhatIsCutOffOrGoesOn() {
    String text = ENTRY.toString();
    for (int length = 0; length < text.length(); length++) {
      String cut = text.substring(0, length);
      assertThrows(IOException.class, () -> parse(cut), cut);
    }
    assertThrows(IOException.class, () -> parse(text + "\n"));
  }
}
