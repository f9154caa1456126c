// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/**
 * Reads a file that was just written from its first byte to its last and refuses it unless it is
 * what was meant to be written: nothing counts as archived before.
 */
record ReadBack(Path file, ArchiveEntry.ArchivedFile expected, Seal seal) {

  /** Every container is there, the chain leads through all of them, and nothing else is there. */
  void requireArchive(LinkingInfo info) throws IOException {
    require(plain -> readArchive(plain, info));
  }

  /** So many files are there. */
  void requireFiles(int count) throws IOException {
    require(plain -> readFiles(plain, count));
  }

  private void require(Seal.Reading reading) throws IOException {
    MessageDigest digest = DigestAlgorithm.SHA512.newDigest();
    try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      seal.read(in, reading);
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      IOException bad = bad(String.valueOf(e.getMessage()));
      bad.initCause(e);
      throw bad;
    }
    Digest found = new Digest(DigestAlgorithm.SHA512, digest.digest());
    if (!found.matches(expected.digest()) || Files.size(file) != expected.bytes()) {
      throw bad("it has other bytes than were written");
    }
  }

  private void readArchive(InputStream plain, LinkingInfo info) throws IOException {
    ZipInputStream zip = new ZipInputStream(plain);
    String chain = info.previous().map(LinkingInfo.ChainEnd::digest).orElse("");
    for (LinkingInfo.Link link : info.links()) {
      MessageDigest digest = info.algorithm().newDigest();
      requireEntry(zip, link.container());
      zip.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      chain = LinkingInfo.next(info.algorithm(), chain, digest.digest());
      if (!chain.equals(link.digest())) {
        throw new IOException(link.container() + " is not what the chain says");
      }
    }
    requireEntry(zip, LinkingInfo.NAME);
    if (!Arrays.equals(zip.readAllBytes(), info.toByteArray())) {
      throw new IOException("its linking info is another one");
    }
    requireEnd(zip, plain);
  }

  private void readFiles(InputStream plain, int count) throws IOException {
    ZipInputStream zip = new ZipInputStream(plain);
    for (int i = 0; i < count; i++) {
      if (zip.getNextEntry() == null) {
        throw new IOException("it ends after " + i + " of " + count + " files");
      }
      zip.transferTo(OutputStream.nullOutputStream());
    }
    requireEnd(zip, plain);
  }

  private void requireEntry(ZipInputStream zip, String name) throws IOException {
    ZipEntry entry = zip.getNextEntry();
    if (entry == null || !entry.getName().equals(name)) {
      throw new IOException("it has " + entry + " where " + name + " belongs");
    }
  }

  private void requireEnd(ZipInputStream zip, InputStream plain) throws IOException {
    ZipEntry entry = zip.getNextEntry();
    if (entry != null) {
      throw new IOException("it has one file more: " + entry);
    }
    plain.transferTo(OutputStream.nullOutputStream());
  }

  private IOException bad(String why) {
    return new IOException("archive " + expected.name() + " was not written well: " + why);
  }
}
