// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.protocol.container.Fixtures.ascii;
import static org.postroad.protocol.container.Fixtures.forged;
import static org.postroad.protocol.container.Fixtures.full;
import static org.postroad.protocol.container.Fixtures.plain;
import static org.postroad.protocol.container.Fixtures.readAny;
import static org.postroad.protocol.container.Fixtures.readOwn;
import static org.postroad.protocol.container.Fixtures.refusal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.signature.MessageSignature;

class ContainerReaderTest {

  @Test
  void writtenContainerIsReadBack() {
    ContainerContent content = full();
    ContainerContent read = readOwn(ContainerWriter.toByteArray(content));

    assertArrayEquals(content.message(), read.message());
    assertArrayEquals(content.signature().document(), read.signature().document());
    assertArrayEquals(
        content.signature().hashChain().orElseThrow().chain(),
        read.signature().hashChain().orElseThrow().chain());
    assertArrayEquals(
        content.timestamp().orElseThrow().token(), read.timestamp().orElseThrow().token());
    assertArrayEquals(
        content.timestamp().orElseThrow().hashChain().result(),
        read.timestamp().orElseThrow().hashChain().result());
    assertEquals(2, read.attachments().size());
    assertArrayEquals(content.attachments().get(1).bytes(), read.attachments().get(1).bytes());
    assertEquals(content.time(), read.time());
  }

  @Test
  void smallestContainerHasNeitherChainNorTimestampNorAttachment() {
    ContainerContent read = readOwn(ContainerWriter.toByteArray(plain()));

    assertTrue(read.signature().hashChain().isEmpty());
    assertTrue(read.timestamp().isEmpty());
    assertTrue(read.attachments().isEmpty());
  }

  @Test
  void entriesStandInTheOrderOfTheReference() throws IOException {
    List<String> names = new ArrayList<>();
    try (ZipInputStream in =
        new ZipInputStream(new ByteArrayInputStream(ContainerWriter.toByteArray(full())))) {
      ZipEntry entry;
      while ((entry = in.getNextEntry()) != null) {
        assertEquals(ZipEntry.STORED, entry.getMethod(), entry.getName());
        names.add(entry.getName());
      }
    }
    assertEquals(
        List.of(
            "mimetype",
            "message.xml",
            "META-INF/signatures.xml",
            "sig-hashchainresult.xml",
            "sig-hashchain.xml",
            "ts-hashchainresult.xml",
            "ts-hashchain.xml",
            "META-INF/manifest.xml",
            "META-INF/ASiCManifest.xml",
            "META-INF/timestamp.tst",
            "attachment1",
            "attachment2"),
        names);
  }

  @Test
  void typeCanBeSeenAtTheFixedPlace() {
    byte[] file = ContainerWriter.toByteArray(plain());
    assertEquals(
        "mimetypeapplication/vnd.etsi.asic-e+zip",
        new String(file, 30, 39, StandardCharsets.US_ASCII));
  }

  @Test
  void timeIsCutToTwoSeconds() {
    ContainerContent odd =
        new ContainerContent(
            plain().message(),
            plain().signature(),
            Optional.empty(),
            List.of(),
            Instant.parse("2026-12-31T23:59:59.999Z"));
    assertEquals(
        Instant.parse("2026-12-31T23:59:58Z"), readOwn(ContainerWriter.toByteArray(odd)).time());
  }

  @Test
  void everySingleBitOfAnOwnContainerCounts() {
    for (ContainerContent content : List.of(plain(), full())) {
      byte[] file = ContainerWriter.toByteArray(content);
      for (int bit = 0; bit < file.length * 8; bit++) {
        byte[] changed = file.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        assertThrows(Fault.class, () -> readOwn(changed), "bit " + bit);
      }
    }
  }

  @Test
  void everyBeginningOfAContainerIsRefused() {
    byte[] file = ContainerWriter.toByteArray(full());
    for (int length = 0; length < file.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(file, length);
      assertThrows(Fault.class, () -> readAny(cut), "length " + length);
    }
  }

  @Test
  void randomChangesNeverLeadAnywhereButToARefusalOrAContent() {
    Random random = new Random(25);
    byte[] file = forged().bytes();
    for (int round = 0; round < 20_000; round++) {
      byte[] changed = file.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      try {
        readAny(changed);
      } catch (Fault expected) {
        assertTrue(expected.text().length() < 1000);
      }
    }
  }

  @Test
  void deflatedContainerIsNoOwnContainer() {
    assertEquals(FaultCode.IO_ERROR, refusal(() -> readOwn(forged().bytes())));
  }

  @Test
  void furtherFileIsNoOwnContainer() {
    ForgedZip zip = forged();
    zip.stored("note.txt", ascii("unprotected"));
    assertArrayEquals(ascii("<signature/>"), readAny(zip.bytes()).signature().document());
    assertThrows(Fault.class, () -> readOwn(zip.bytes()));
  }

  @Test
  void typeMayHaveAnotherCase() {
    ForgedZip zip = withMimetype("Application/VND.etsi.asic-e+ZIP");
    assertArrayEquals(ascii("<signature/>"), readAny(zip.bytes()).signature().document());
  }

  @Test
  void refusesAnotherType() {
    for (String type :
        List.of(
            "",
            "application/zip",
            "application/vnd.etsi.asic-s+zip",
            "application/vnd.etsi.asic-e+zip\n",
            "application/vnd.etsi.asic-e+zip\r\n",
            " application/vnd.etsi.asic-e+zip",
            "\u00ef\u00bb\u00bfapplication/vnd.etsi.asic-e+zip",
            "application/vnd.etsi.asic-e+zip\u0000",
            "mimetype=application/vnd.etsi.asic-e+zip")) {
      ForgedZip zip = withMimetype(type);
      assertEquals(
          FaultCode.ASIC_INVALID_MIME_TYPE, refusal(() -> readAny(zip.bytes())), "'" + type + "'");
    }
  }

  @Test
  void namesTheEntryThatIsMissing() {
    assertEquals(FaultCode.ASIC_MIME_TYPE_NOT_FOUND, without("mimetype"));
    assertEquals(FaultCode.ASIC_MESSAGE_NOT_FOUND, without("message.xml"));
    assertEquals(FaultCode.ASIC_SIGNATURE_NOT_FOUND, without("META-INF/signatures.xml"));
    assertEquals(FaultCode.ASIC_HASH_CHAIN_NOT_FOUND, with("sig-hashchainresult.xml"));
    assertEquals(FaultCode.ASIC_HASH_CHAIN_RESULT_NOT_FOUND, with("sig-hashchain.xml"));
    assertEquals(FaultCode.ASIC_HASH_CHAIN_NOT_FOUND, with("ts-hashchainresult.xml"));
    assertEquals(FaultCode.ASIC_HASH_CHAIN_RESULT_NOT_FOUND, with("ts-hashchain.xml"));
    assertEquals(FaultCode.ASIC_MANIFEST_NOT_FOUND, with("META-INF/timestamp.tst"));
    assertEquals(FaultCode.ASIC_TIMESTAMP_NOT_FOUND, with("META-INF/ASiCManifest.xml"));
    assertEquals(
        FaultCode.ASIC_HASH_CHAIN_RESULT_NOT_FOUND,
        with("META-INF/ASiCManifest.xml", "META-INF/timestamp.tst"));
  }

  @Test
  void fileThatIsNoArchiveHasNoType() {
    assertEquals(FaultCode.ASIC_MIME_TYPE_NOT_FOUND, refusal(() -> readAny(ascii("no container"))));
    assertEquals(FaultCode.ASIC_MIME_TYPE_NOT_FOUND, refusal(() -> readAny(new byte[0])));
  }

  @Test
  void streamIsReadUpToTheLimitAndNoFurther() throws IOException {
    byte[] file = ContainerWriter.toByteArray(full());
    ContainerLimits small = new ContainerLimits(file.length - 1, 100, 10_000);
    assertEquals(
        FaultCode.IO_ERROR, refusal(() -> ContainerReader.read(file, ContainerForm.ANY, small)));
    ContainerLimits fitting = new ContainerLimits(file.length, 100, 10_000);
    assertEquals(
        2,
        ContainerReader.read(new ByteArrayInputStream(file), ContainerForm.OWN, fitting)
            .attachments()
            .size());
  }

  @Test
  void attachmentsAreNumberedWithoutGap() {
    List<Attachment> gap = List.of(new Attachment(2, new byte[0]));
    MessageSignature signature = plain().signature();
    assertThrows(
        IllegalArgumentException.class,
        () -> new ContainerContent(new byte[0], signature, Optional.empty(), gap, Fixtures.TIME));
  }

  private static ForgedZip withMimetype(String type) {
    ForgedZip zip = forged();
    zip.entries.removeFirst();
    zip.stored("mimetype", type.getBytes(StandardCharsets.ISO_8859_1));
    return zip;
  }

  private static FaultCode without(String entry) {
    ForgedZip zip = forged();
    zip.entries.remove(zip.entry(entry));
    return refusal(() -> readAny(zip.bytes()));
  }

  private static FaultCode with(String... entries) {
    ForgedZip zip = forged();
    for (String entry : entries) {
      zip.stored(entry, ascii("x"));
    }
    return refusal(() -> readAny(zip.bytes()));
  }
}
