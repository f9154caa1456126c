// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** A ZIP file put together record by record, in which everything can be a lie. */
final class ForgedZip {
  final List<Entry> entries = new ArrayList<>();
  byte[] prefix = {};
  byte[] beforeDirectory = {};
  byte[] afterDirectory = {};
  byte[] suffix = {};
  byte[] comment = {};
  int commentLengthLie;
  int countLie;
  int countOnDiskLie;
  int disk;
  int directoryOffsetLie;
  int directoryLengthLie;

  /** The fields that both records have. */
  static final class Header {
    int version = 10;
    int flags;
    int method;
    int time = 0x6000;
    int date = 0x5d6f;
    long crc;
    long compressed;
    long size;
    byte[] name = {};
    byte[] extra = {};

    byte[] bytes() {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      put(out, 2, version, flags, method, time, date);
      put(out, 4, crc, compressed, size);
      put(out, 2, name.length, extra.length);
      return out.toByteArray();
    }
  }

  /** One entry with both of its records. */
  static final class Entry {
    final Header local = new Header();
    final Header central = new Header();
    byte[] data = {};
    byte[] descriptor = {};
    byte[] before = {};
    byte[] comment = {};
    int madeBy = 10;
    int disk;
    long attributes;
    int offsetLie;
    boolean inDirectory = true;
    boolean inFile = true;

    void both(Consumer<Header> change) {
      change.accept(local);
      change.accept(central);
    }

    Entry named(String name) {
      both(header -> header.name = name.getBytes(StandardCharsets.UTF_8));
      return this;
    }
  }

  Entry stored(String name, byte[] content) {
    Entry entry = new Entry().named(name);
    entry.data = content;
    entry.both(header -> {
      header.crc = crc(content);
      header.compressed = content.length;
      header.size = content.length;
    });
    entries.add(entry);
    return entry;
  }

  Entry deflated(String name, byte[] content) {
    Entry entry = stored(name, content);
    entry.data = deflate(content);
    entry.both(header -> {
      header.version = 20;
      header.method = 8;
      header.compressed = entry.data.length;
    });
    return entry;
  }

  /** Deflated as Java's stream writer does it: sizes behind the data. */
  Entry streamed(String name, byte[] content) {
    Entry entry = deflated(name, content);
    entry.both(header -> header.flags = 8);
    entry.local.crc = 0;
    entry.local.compressed = 0;
    entry.local.size = 0;
    ByteArrayOutputStream descriptor = new ByteArrayOutputStream();
    put(descriptor, 4, 0x08074b50L, crc(content), entry.data.length, content.length);
    entry.descriptor = descriptor.toByteArray();
    return entry;
  }

  Entry entry(String name) {
    byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
    return entries.stream()
        .filter(entry -> Arrays.equals(entry.central.name, wanted))
        .findFirst()
        .orElseThrow();
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    out.writeBytes(prefix);
    int count = 0;
    for (Entry entry : entries) {
      out.writeBytes(entry.before);
      int offset = out.size() - prefix.length + entry.offsetLie;
      if (entry.inFile) {
        put(out, 4, 0x04034b50L);
        out.writeBytes(entry.local.bytes());
        out.writeBytes(entry.local.name);
        out.writeBytes(entry.local.extra);
        out.writeBytes(entry.data);
        out.writeBytes(entry.descriptor);
      }
      if (entry.inDirectory) {
        count++;
        put(directory, 4, 0x02014b50L);
        put(directory, 2, entry.madeBy);
        directory.writeBytes(entry.central.bytes());
        put(directory, 2, entry.comment.length, entry.disk, 0);
        put(directory, 4, entry.attributes, offset);
        directory.writeBytes(entry.central.name);
        directory.writeBytes(entry.central.extra);
        directory.writeBytes(entry.comment);
      }
    }
    out.writeBytes(beforeDirectory);
    int start = out.size() - prefix.length;
    out.writeBytes(directory.toByteArray());
    out.writeBytes(afterDirectory);
    put(out, 4, 0x06054b50L);
    put(out, 2, disk, disk, count + countOnDiskLie, count + countLie);
    put(out, 4, directory.size() + directoryLengthLie, start + directoryOffsetLie);
    put(out, 2, comment.length + commentLengthLie);
    out.writeBytes(comment);
    out.writeBytes(suffix);
    return out.toByteArray();
  }

  static byte[] deflate(byte[] content) {
    try (Deflater deflater = new Deflater(9, true)) {
      deflater.setInput(content);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    }
  }

  static long crc(byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    return crc.getValue();
  }

  static void put(ByteArrayOutputStream to, int width, long... values) {
    for (long value : values) {
      for (int i = 0; i < width; i++) {
        to.write((int) (value >> (8 * i)));
      }
    }
  }
}
