// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.postroad.protocol.fault.Fault;

/**
 * Reads a ZIP file in one way only.
 *
 * <p>Other readers differ among themselves because a ZIP file says everything twice: in front of
 * the data (local records) and at the end (central records). This one walks both, demands that they
 * agree byte for byte, and that records and data tile the file from its first byte to its last
 * without gap, overlap, prefix or suffix. Encryption, several disks, Zip64, unknown methods,
 * symbolic links, and names that could mean two things are refused (threats 33 to 36, 40). Entries
 * may be deflated and followed by data descriptors, as the reference writes them (D-056).
 */
public final class ZipReader {
  private static final long LOCAL_SIGNATURE = 0x04034b50L;
  private static final long DESCRIPTOR_SIGNATURE = 0x08074b50L;
  private static final int LOCAL_LENGTH = 30;
  private static final int DESCRIPTOR_LENGTH = 16;

  private final ZipBytes bytes;

  private ZipReader(ZipBytes bytes) {
    this.bytes = bytes;
  }

  /**
   * The files of any archive by name, in the order they stand in it.
   *
   * @throws Fault {@code io_error} when the archive can be understood in two ways or not at all
   */
  public static Map<String, byte[]> files(byte[] file, ContainerLimits limits) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (ZipArchive.Member member : read(file, limits).members()) {
      files.put(member.name(), member.data());
    }
    return files;
  }

  static ZipArchive read(byte[] file, ContainerLimits limits) {
    if (file.length > limits.maxFileBytes()) {
      throw ZipBytes.refuse(file.length + " bytes, expected " + limits.maxFileBytes() + " at most");
    }
    ZipBytes bytes = new ZipBytes(file);
    ZipDirectory directory = ZipDirectory.read(bytes, limits);
    ZipReader reader = new ZipReader(bytes);
    reader.checkTiling(directory);
    List<ZipArchive.Member> members = new ArrayList<>();
    for (ZipDirectory.Entry entry : directory.entries()) {
      if (!entry.isFolder()) {
        members.add(reader.member(entry));
      }
    }
    return new ZipArchive(members);
  }

  /** True when the bytes end as a ZIP file does; anything else is no archive at all. */
  static boolean isZip(byte[] file) {
    return !ZipDirectory.ends(new ZipBytes(file)).isEmpty();
  }

  /** Local records in the order of the directory, each beginning where the one before it ends. */
  private void checkTiling(ZipDirectory directory) {
    int at = 0;
    for (ZipDirectory.Entry entry : directory.entries()) {
      if (entry.offset() != at) {
        throw ZipBytes.refuse(entry.name() + " does not begin where the entry before it ends");
      }
      at = checkLocal(entry);
    }
    if (at != directory.start()) {
      throw ZipBytes.refuse("there are bytes between the last entry and the directory");
    }
  }

  private int checkLocal(ZipDirectory.Entry entry) {
    int at = entry.offset();
    if (bytes.u32(at) != LOCAL_SIGNATURE) {
      throw ZipBytes.refuse("no local record of " + entry.name() + " at " + at);
    }
    ZipHeader local = ZipHeader.read(bytes, at + 4);
    entry.header().checkAgreesWith(local, entry.name());
    if (!bytes.text(at + LOCAL_LENGTH, local.nameLength()).equals(entry.name())) {
      throw ZipBytes.refuse("the local record of " + entry.name() + " has another name");
    }
    ZipExtras.check(
        bytes, at + LOCAL_LENGTH + local.nameLength(), local.extraLength(), entry.name());
    int data = data(entry);
    if (entry.header().compressed() > bytes.length() - data) {
      throw ZipBytes.refuse(entry.name() + " reaches beyond the end of the file");
    }
    int end = data + (int) entry.header().compressed();
    return entry.header().hasDataDescriptor() ? checkDescriptor(entry, end) : end;
  }

  private int data(ZipDirectory.Entry entry) {
    int at = entry.offset();
    return at + LOCAL_LENGTH + bytes.u16(at + 26) + bytes.u16(at + 28);
  }

  private int checkDescriptor(ZipDirectory.Entry entry, int at) {
    ZipHeader header = entry.header();
    if (bytes.u32(at) != DESCRIPTOR_SIGNATURE
        || bytes.u32(at + 4) != header.crc()
        || bytes.u32(at + 8) != header.compressed()
        || bytes.u32(at + 12) != header.size()) {
      throw ZipBytes.refuse("data descriptor and directory differ on " + entry.name());
    }
    return at + DESCRIPTOR_LENGTH;
  }

  private ZipArchive.Member member(ZipDirectory.Entry entry) {
    ZipHeader header = entry.header();
    int data = data(entry);
    byte[] content =
        header.method() == ZipHeader.STORED
            ? Arrays.copyOfRange(bytes.file(), data, data + (int) header.size())
            : inflate(entry, data);
    CRC32 crc = new CRC32();
    crc.update(content);
    if (crc.getValue() != header.crc()) {
      throw ZipBytes.refuse("the checksum of " + entry.name() + " is wrong");
    }
    return new ZipArchive.Member(
        entry.name(), content, new DosTime(header.time(), header.date()).instant());
  }

  private byte[] inflate(ZipDirectory.Entry entry, int data) {
    ZipHeader header = entry.header();
    byte[] content = new byte[(int) header.size()];
    try (Inflater inflater = new Inflater(true)) {
      inflater.setInput(bytes.file(), data, (int) header.compressed());
      int filled = 0;
      int step;
      while ((step = inflater.inflate(content, filled, content.length - filled)) > 0) {
        filled += step;
      }
      boolean whole = inflater.finished() || inflater.inflate(new byte[1]) == 0;
      if (!whole
          || !inflater.finished()
          || filled != content.length
          || inflater.getRemaining() != 0) {
        throw ZipBytes.refuse(entry.name() + " does not inflate to the size it states");
      }
      return content;
    } catch (DataFormatException e) {
      throw ZipBytes.refuse(entry.name() + " cannot be inflated");
    }
  }
}
