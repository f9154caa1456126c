// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.container.ContainerLimits;
import org.postroad.protocol.container.ZipReader;

class ArchiveZipTest {
  private static final Instant TIME = Instant.parse("2023-10-23T12:12:55.500Z");
  private static final LinkingInfo.ChainEnd BEFORE =
      new LinkingInfo.ChainEnd("ab".repeat(64), "mlog-before.zip.gpg");

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] archive(Optional<LinkingInfo.ChainEnd> before) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ArchiveZip zip = new ArchiveZip(out, before, DigestAlgorithm.SHA512);
    zip.container("one.asice", TIME, to -> to.write(utf8("the first")));
    zip.container("two.asice", TIME.plusSeconds(60), to -> to.write(new byte[200_000]));
    assertEquals(200_009, zip.bytes());
    LinkingInfo info = zip.end(TIME.plusSeconds(60));
    assertEquals(zip.digest(), info.digest());
    return out.toByteArray();
  }

  private static String linkingInfo(Optional<LinkingInfo.ChainEnd> before) throws IOException {
    Map<String, byte[]> files = ZipReader.files(archive(before), ContainerLimits.DEFAULT);
    return new String(
        Optional.ofNullable(files.get(LinkingInfo.NAME)).orElseThrow(), StandardCharsets.UTF_8);
  }

  private static String sha512(String text) {
    return DigestAlgorithm.SHA512.digest(utf8(text)).hex();
  }

  @Test
  void theChainIsTheOneOfTheRuleAndStandsInTheLastFile() throws IOException {
    byte[] archive = archive(Optional.empty());
    assertEquals(
        List.of("one.asice", "two.asice", "linkinginfo"),
        List.copyOf(ZipReader.files(archive, ContainerLimits.DEFAULT).keySet()));
    String first = sha512(sha512("the first"));
    String second = sha512(first + DigestAlgorithm.SHA512.digest(new byte[200_000]).hex());
    assertEquals(
        "- - SHA-512\n" + first + " one.asice\n" + second + " two.asice\n",
        linkingInfo(Optional.empty()));
  }

  @Test
  void theChainGoesOnFromTheArchiveBefore() throws IOException {
    String first = sha512(BEFORE.digest() + sha512("the first"));
    String info = linkingInfo(Optional.of(BEFORE));
    assertTrue(
        info.startsWith(
            BEFORE.digest() + " mlog-before.zip.gpg SHA-512\n" + first + " one.asice\n"),
        info);
    assertEquals(BEFORE, LinkingInfo.parse(utf8(info)).previous().orElseThrow());
  }

  @Test
  void aLinkingInfoInAnyOtherFormIsRefused() throws IOException {
    String info = linkingInfo(Optional.of(BEFORE));
    assertEquals(
        info, new String(LinkingInfo.parse(utf8(info)).toByteArray(), StandardCharsets.UTF_8));
    for (String other :
        List.of(
            "",
            "- -\n",
            info.replace("\n", "\r\n"),
            info + "x",
            info + "\n",
            info.replace("SHA-512", "SHA512"),
            info.replace("SHA-512", "MD5"),
            "- x SHA-512\n")) {
      assertThrows(IOException.class, () -> LinkingInfo.parse(utf8(other)), other);
    }
    assertThrows(IOException.class, () -> LinkingInfo.parse(new byte[] {(byte) 0xff, '\n'}));
  }

  /** What the reference's own archives have: deflated at level 0, a data descriptor, UTC times. */
  @Test
  void entriesHaveTheFormOfTheReference() throws IOException {
    ByteBuffer local = ByteBuffer.wrap(archive(Optional.empty())).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(0x04034b50, local.getInt(0));
    assertEquals(0x0808, local.getShort(6));
    assertEquals(8, local.getShort(8));
    assertEquals(12 << 11 | 12 << 5 | 27, local.getShort(10));
    assertEquals((2023 - 1980) << 9 | 10 << 5 | 23, local.getShort(12));
    byte[] extra = new byte[9];
    local.get(30 + "one.asice".length(), extra);
    assertArrayEquals(new byte[] {'U', 'T', 5, 0, 1, 0x47, 0x63, 0x36, 0x65}, extra);
  }

  @Test
  @ResourceLock(Resources.TIME_ZONE)
  void theSameContentGivesTheSameBytesInAnyZone() throws IOException {
    byte[] here = archive(Optional.of(BEFORE));
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
      assertArrayEquals(here, archive(Optional.of(BEFORE)));
    } finally {
      TimeZone.setDefault(before);
    }
  }
}
