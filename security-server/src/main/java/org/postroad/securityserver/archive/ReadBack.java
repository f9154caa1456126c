// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
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
    ZipStream zip = new ZipStream(plain);
    String chain = info.previous().map(LinkingInfo.ChainEnd::digest).orElse("");
    for (LinkingInfo.Link link : info.links()) {
      MessageDigest digest = info.algorithm().newDigest();
      requireEntry(zip, link.container());
      zip.copyTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      chain = LinkingInfo.next(info.algorithm(), chain, digest.digest());
      if (!chain.equals(link.digest())) {
        throw new IOException(link.container() + " is not what the chain says");
      }
    }
    requireEntry(zip, LinkingInfo.NAME);
    ByteArrayOutputStream linking = new ByteArrayOutputStream();
    zip.copyTo(linking);
    if (!Arrays.equals(linking.toByteArray(), info.toByteArray())) {
      throw new IOException("its linking info is another one");
    }
    requireEnd(zip, plain);
  }

  private void readFiles(InputStream plain, int count) throws IOException {
    ZipStream zip = new ZipStream(plain);
    for (int i = 0; i < count; i++) {
      if (zip.next().isEmpty()) {
        throw new IOException("it ends after " + i + " of " + count + " files");
      }
      zip.copyTo(OutputStream.nullOutputStream());
    }
    requireEnd(zip, plain);
  }

  private void requireEntry(ZipStream zip, String name) throws IOException {
    Optional<String> found = zip.next();
    if (!found.equals(Optional.of(name))) {
      throw new IOException("it has " + found.orElse("its end") + " where " + name + " belongs");
    }
  }

  private void requireEnd(ZipStream zip, InputStream plain) throws IOException {
    Optional<String> found = zip.next();
    if (found.isPresent()) {
      throw new IOException("it has one file more: " + found.get());
    }
    plain.transferTo(OutputStream.nullOutputStream());
  }

  private IOException bad(String why) {
    return new IOException("archive " + expected.name() + " was not written well: " + why);
  }
}
