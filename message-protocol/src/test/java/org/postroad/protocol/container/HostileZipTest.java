// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.postroad.protocol.container.Fixtures.ascii;
import static org.postroad.protocol.container.Fixtures.forged;
import static org.postroad.protocol.container.Fixtures.readAny;
import static org.postroad.protocol.container.Fixtures.refusal;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.postroad.protocol.fault.FaultCode;

/** Archives that readers understand in different ways, each made by one lie (threats 33 to 40). */
class HostileZipTest {
  private static final String MESSAGE = "message.xml";
  private static final byte[] EVIL = ascii("<evil/>");

  private final Map<String, Consumer<ForgedZip>> lies = new LinkedHashMap<>();

  @Test
  void forgeryWithoutLieIsRead() {
    assertEquals(
        FIRST,
        new String(
            readAny(forged().bytes()).message(), java.nio.charset.StandardCharsets.US_ASCII));
  }

  private static final String FIRST =
      "<message>some text that can be deflated aaaaaaaaaa</message>";

  @Test
  void readsWhatStreamWritersAndArchiversMake() {
    ForgedZip zip = new ForgedZip();
    ForgedZip.Entry directory = zip.stored("META-INF/", new byte[0]);
    directory.madeBy = 0x31e;
    directory.attributes = 0x41ed0010L;
    zip.streamed("META-INF/signatures.xml", ascii("<signature/>"));
    ForgedZip.Entry message = zip.streamed(MESSAGE, ascii("<message/>"));
    message.local.extra = new byte[] {0x55, 0x54, 5, 0, 1, 1, 2, 3, 4};
    message.central.extra = new byte[] {0x55, 0x54, 5, 0, 1, 1, 2, 3, 4};
    zip.deflated("empty", new byte[0]);
    ForgedZip.Entry mimetype = zip.stored("mimetype", ContainerEntries.mimetype());
    mimetype.both(header -> header.flags = ZipHeader.UTF8);
    mimetype.local.extra = new byte[] {0x55, 0x54, 1, 0, 0};
    zip.comment = ascii(ContainerEntries.COMMENT);

    assertArrayEquals(ascii("<message/>"), readAny(zip.bytes()).message());
  }

  @TestFactory
  Stream<DynamicTest> refuses() {
    wholeFile();
    directory();
    localAgainstCentral();
    data();
    names();
    kinds();
    return lies.entrySet().stream()
        .map(lie ->
            dynamicTest(
                lie.getKey(),
                () -> {
                  ForgedZip zip = forged();
                  lie.getValue().accept(zip);
                  assertEquals(
                      FaultCode.IO_ERROR, refusal(() -> readAny(zip.bytes())), lie.getKey());
                }));
  }

  private void lie(String name, Consumer<ForgedZip> lie) {
    lies.put(name, lie);
  }

  private void lieAboutMessage(String name, Consumer<ForgedZip.Entry> lie) {
    lies.put(name, zip -> lie.accept(zip.entry(MESSAGE)));
  }

  private void wholeFile() {
    lie("prefix before the first entry", zip -> zip.prefix = ascii("#!/bin/sh\n"));
    lie(
        "prefix with corrected offsets",
        zip -> zip.entries.getFirst().before = ascii("#!/bin/sh\n"));
    lie("archive glued in front", zip -> zip.prefix = evilArchive());
    lie("gap between entries", zip -> zip.entry(MESSAGE).before = new byte[7]);
    lie("gap before the directory", zip -> zip.beforeDirectory = new byte[1]);
    lie("gap behind the directory", zip -> zip.afterDirectory = new byte[1]);
    lie(
        "Zip64 end record and locator",
        zip -> {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          ForgedZip.put(out, 4, 0x06064b50L);
          ForgedZip.put(out, 8, 44, 0, 0, 0, 0, 0);
          ForgedZip.put(out, 4, 0x07064b50L, 0);
          ForgedZip.put(out, 8, 0);
          ForgedZip.put(out, 4, 1);
          zip.afterDirectory = out.toByteArray();
        });
    lie(
        "end record inside the comment",
        zip -> {
          zip.comment = new byte[30];
          byte[] end = new byte[22];
          end[0] = 'P';
          end[1] = 'K';
          end[2] = 5;
          end[3] = 6;
          System.arraycopy(end, 0, zip.comment, 8, 22);
        });
    lie("comment with control characters", zip -> zip.comment = ascii("\u001b[31m"));
    lie("several disks", zip -> zip.disk = 1);
    lie("entries on another disk", zip -> zip.countOnDiskLie = -1);
  }

  private void directory() {
    lie("fewer entries counted than there are", zip -> zip.countLie = zip.countOnDiskLie = -1);
    lie("more entries counted than there are", zip -> zip.countLie = zip.countOnDiskLie = 1);
    lie("more entries than allowed", zip -> zip.countLie = zip.countOnDiskLie = 60_000);
    lie("directory begins earlier", zip -> zip.directoryOffsetLie = -1);
    lie("directory begins beyond the file", zip -> zip.directoryOffsetLie = 1 << 28);
    lie("directory offset negative", zip -> zip.directoryOffsetLie = -1 << 28);
    lie("directory longer", zip -> zip.directoryLengthLie = 5);
    lie("directory shorter", zip -> zip.directoryLengthLie = -46);
    lie("entry only in the file", zip -> zip.stored("hidden", EVIL).inDirectory = false);
    lie("entry only in the directory", zip -> zip.stored("hidden", EVIL).inFile = false);
    lie("directory in another order", zip -> swapDirectory(zip));
    lie(
        "two entries over the same data",
        zip -> {
          ForgedZip.Entry copy = zip.deflated("copy.xml", ascii(FIRST));
          copy.inFile = false;
          copy.offsetLie = -(30 + copy.data.length);
        });
    lieAboutMessage("offset one too low", entry -> entry.offsetLie = -1);
    lieAboutMessage("offset of the first entry", entry -> entry.offsetLie = -69);
    lieAboutMessage("offset beyond the file", entry -> entry.offsetLie = 1 << 24);
    lieAboutMessage("entry comment", entry -> entry.comment = ascii("x"));
    lieAboutMessage("entry on another disk", entry -> entry.disk = 3);
  }

  private void localAgainstCentral() {
    lieAboutMessage("another name in the file", entry -> entry.local.name = ascii("messageX.xm"));
    lieAboutMessage("a longer name in the file", entry -> entry.local.name = ascii("message.xml2"));
    lieAboutMessage("another method in the file", entry -> entry.local.method = 0);
    lieAboutMessage("other flags in the file", entry -> entry.local.flags = 2);
    lieAboutMessage("another time in the file", entry -> entry.local.time++);
    lieAboutMessage("another date in the file", entry -> entry.local.date++);
    lieAboutMessage("another version in the file", entry -> entry.local.version = 10);
    lieAboutMessage("another checksum in the file", entry -> entry.local.crc ^= 1);
    lieAboutMessage("another size in the file", entry -> entry.local.size++);
    lieAboutMessage("another length in the file", entry -> entry.local.compressed--);
    lieAboutMessage("zero sizes without descriptor", entry -> entry.local.size = 0);
    lie("descriptor with another checksum", zip -> zip.streamed("x.xml", EVIL).descriptor[4] ^= 1);
    lie("descriptor with another length", zip -> zip.streamed("x.xml", EVIL).descriptor[8] ^= 1);
    lie("descriptor with another size", zip -> zip.streamed("x.xml", EVIL).descriptor[12] ^= 1);
    lie(
        "descriptor without signature",
        zip -> {
          ForgedZip.Entry entry = zip.streamed("x.xml", EVIL);
          entry.descriptor = Arrays.copyOfRange(entry.descriptor, 4, 16);
        });
    lie("descriptor missing", zip -> zip.streamed("x.xml", EVIL).descriptor = new byte[0]);
    lie("descriptor partly announced", zip -> zip.streamed("x.xml", EVIL).local.crc = 7);
    lie(
        "stored with descriptor",
        zip -> zip.stored("x.xml", EVIL).both(header -> header.flags = 8));
  }

  private void data() {
    lieAboutMessage("wrong checksum", entry -> entry.both(header -> header.crc ^= 1));
    lieAboutMessage("size too small", entry -> entry.both(header -> header.size--));
    lieAboutMessage("size too large", entry -> entry.both(header -> header.size++));
    lieAboutMessage(
        "size four gigabytes", entry -> entry.both(header -> header.size = 0xffffffffL));
    lieAboutMessage(
        "length four gigabytes", entry -> entry.both(header -> header.compressed = 0xfffffffeL));
    lieAboutMessage(
        "something behind the deflated data",
        entry -> {
          entry.data = Arrays.copyOf(entry.data, entry.data.length + 3);
          entry.both(header -> header.compressed = entry.data.length);
        });
    lieAboutMessage(
        "deflated data cut short",
        entry -> {
          entry.data = Arrays.copyOf(entry.data, entry.data.length - 3);
          entry.both(header -> header.compressed = entry.data.length);
        });
    lieAboutMessage("deflated data broken", entry -> Arrays.fill(entry.data, (byte) 0xff));
    lie("stored with two sizes", zip -> zip.entry("mimetype").both(header -> header.size--));
    lie(
        "bomb",
        zip -> {
          for (int i = 0; i < 5; i++) {
            zip.deflated("bomb" + i, new byte[30 * 1024 * 1024]);
          }
        });
  }

  private void names() {
    for (String name :
        new String[] {
          MESSAGE,
          "MESSAGE.XML",
          "Mimetype",
          "../evil.xml",
          "META-INF/../evil.xml",
          "/message.xml",
          "./message.xml",
          "META-INF\\signatures.xml",
          "C:message.xml",
          "message.xml.",
          "message.xml ",
          "META-INF//x",
          "META-INF",
          "/",
          "message.xml/",
          "message.xml/x",
          "META-INF/signatures.xml/x",
          "message.xml\u0000.txt",
          "evil\u001b[31m",
          "evil\u202elmx.xml",
          "\u0430ttachment1",
          "",
          "x".repeat(256),
          "META-INF/signatures2.xml",
          "attachment2",
          "attachment0",
          "attachment01",
        }) {
      lie("name '" + printable(name) + "'", zip -> zip.stored(name, EVIL));
    }
  }

  private void kinds() {
    lieAboutMessage("encrypted", entry -> entry.both(header -> header.flags = 1));
    lieAboutMessage("strongly encrypted", entry -> entry.both(header -> header.flags = 0x41));
    lieAboutMessage("patched data", entry -> entry.both(header -> header.flags = 0x20));
    lieAboutMessage("masked headers", entry -> entry.both(header -> header.flags = 0x2000));
    lieAboutMessage("method Deflate64", entry -> entry.both(header -> header.method = 9));
    lieAboutMessage("method LZMA", entry -> entry.both(header -> header.method = 14));
    lieAboutMessage("method AES", entry -> entry.both(header -> header.method = 99));
    lieAboutMessage("version for Zip64", entry -> entry.both(header -> header.version = 45));
    lieAboutMessage("time that does not exist", entry -> entry.both(header -> header.date = 0));
    lieAboutMessage("symbolic link", entry -> unix(entry, 0xa1ff));
    lieAboutMessage("device", entry -> unix(entry, 0x21ff));
    lieAboutMessage("file that is a directory", entry -> unix(entry, 0x41ff));
    lie("folder with content", zip -> zip.stored("META-INF/", EVIL));
    lieAboutMessage("Zip64 sizes", entry -> extra(entry, 0x0001, 16));
    lieAboutMessage("second name in Unicode", entry -> extra(entry, 0x7075, 9));
    lieAboutMessage("AES extra field", entry -> extra(entry, 0x9901, 7));
    lieAboutMessage("unknown extra field", entry -> extra(entry, 0x1234, 0));
    lieAboutMessage(
        "extra field cut short", entry -> entry.central.extra = new byte[] {0x55, 0x54});
    lieAboutMessage(
        "extra field too long", entry -> entry.local.extra = new byte[] {0x55, 0x54, 9, 0, 1});
  }

  private static void unix(ForgedZip.Entry entry, int mode) {
    entry.madeBy = 0x31e;
    entry.attributes = (long) mode << 16;
  }

  private static void extra(ForgedZip.Entry entry, int id, int length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ForgedZip.put(out, 2, id, length);
    out.writeBytes(new byte[length]);
    entry.both(header -> header.extra = out.toByteArray());
  }

  private static void swapDirectory(ForgedZip zip) {
    ForgedZip.Entry first = zip.stored("a.xml", EVIL);
    ForgedZip.Entry second = zip.stored("b.xml", EVIL);
    byte[] name = first.central.name;
    first.central.name = second.central.name;
    second.central.name = name;
    first.offsetLie = 30 + 5 + EVIL.length;
    second.offsetLie = -first.offsetLie;
  }

  private static byte[] evilArchive() {
    ForgedZip zip = new ForgedZip();
    zip.stored("mimetype", ContainerEntries.mimetype());
    zip.stored(MESSAGE, EVIL);
    return zip.bytes();
  }

  private static String printable(String name) {
    StringBuilder text = new StringBuilder();
    name.chars().limit(40).forEach(c -> text.append(c > 0x20 && c < 0x7f ? (char) c : '?'));
    return text.toString();
  }
}
