// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.fault.Fault;
import org.postroad.securityserver.messagelog.DocumentRequest;
import org.postroad.securityserver.messagelog.MessageLog;
import org.postroad.securityserver.messagelog.SignedDocuments;

/** Encrypted archives as gpg sees them. */
class EncryptedArchivesTest {
  private static final String SECRET = "correct horse";

  @TempDir Path directory;
  private final Fixtures.World world = new Fixtures.World();
  private Gpg gpg;
  private Path logs;
  private ArchiveEncryption toItself;

  @BeforeEach
  void makeServerKey() throws IOException {
    gpg = Gpg.in(directory.resolve("gpg"));
    logs = Files.createDirectory(directory.resolve("log"));
    gpg.makeKey("Server <server@example.org>", SECRET, "never");
    Path passphrase = directory.resolve("passphrase");
    Files.writeString(passphrase, SECRET + "\n");
    Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
    toItself =
        new ArchiveEncryption(
            gpg.secretKey(directory.resolve("server.asc"), SECRET, "server@example.org"),
            Optional.of(passphrase),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  @AfterEach
  void endAgent() throws IOException {
    gpg.close();
  }

  private ArchiveEncryption to(String defaultKey, String memberKeys) throws IOException {
    Path members = directory.resolve("members");
    Files.writeString(members, memberKeys);
    return new ArchiveEncryption(
        toItself.signingKey(),
        toItself.passphrase(),
        Optional.of(gpg.publicKeys(directory.resolve("public.gpg"))),
        defaultKey.isEmpty() ? Optional.empty() : Optional.of(defaultKey),
        Optional.of(members));
  }

  private Archived archive(MessageLog log, ArchiveEncryption encryption, ArchiveGrouping grouping)
      throws IOException {
    ArchiveSettings settings =
        ArchiveSettings.DEFAULT.withEncryption(encryption).withFiles(grouping, 1 << 20);
    try (Archives archives = world.archives(log, logs, settings)) {
      return archives.archive(ArchiveWatcher.NONE);
    }
  }

  private Path file(ArchiveEntry entry) {
    return logs.resolve("archive").resolve(entry.archive().name());
  }

  private byte[] decrypt(Path file) throws IOException {
    Path plain = directory.resolve("plain.zip");
    String said =
        gpg.run(
            "--pinentry-mode",
            "loopback",
            "--passphrase",
            SECRET,
            "--output",
            plain.toString(),
            "--decrypt",
            file.toString());
    assertTrue(said.contains("Good signature from \"Server <server@example.org>\""), said);
    return Files.readAllBytes(plain);
  }

  @Test
  void gpgDecryptsAndVerifiesAndTheChainGoesOnUnderTheFinalNames() throws IOException {
    try (MessageLog log = world.log(logs)) {
      ChainAuditor auditor = new ChainAuditor();
      for (String id : List.of("a", "b", "c")) {
        world.append(log, Fixtures.TAX, id);
        log.timestampNow();
        ArchiveEntry entry = archive(log, toItself, ArchiveGrouping.NONE).archives().getFirst();
        assertTrue(entry.archive().name().endsWith(".zip.gpg"));
        auditor.next(entry.archive().name(), decrypt(file(entry)));
      }
      assertEquals(3, auditor.containers().size());
      Map<String, byte[]> proofs = Fixtures.proofs(logs.resolve("archive"));
      assertTrue(proofs.keySet().stream().allMatch(name -> name.endsWith("-proofs.zip.gpg")));
      decrypt(logs.resolve("archive").resolve(proofs.keySet().iterator().next()));
    }
  }

  @Test
  void whatIsHandedOutIsEncryptedAsTheArchivesAre() throws IOException {
    try (MessageLog log = world.log(logs)) {
      world.append(log, Fixtures.TAX, "a", "b");
      log.timestampNow();
      ArchiveSettings settings = ArchiveSettings.DEFAULT.withEncryption(toItself);
      SignedDocuments documents =
          new SignedDocuments(log, new SealedDocuments(settings, world.clock, new SecureRandom()));
      String asked =
          "xRoadInstance=TEST&memberClass=GOV&memberCode=1234&subsystemCode=tax&queryId=a";
      SignedDocuments.Download zip = documents.download(DocumentRequest.parse(asked));
      assertEquals("application/octet-stream", zip.contentType());
      assertEquals("attachment; filename=\"a.zip.gpg\"", zip.contentDisposition());
      assertTrue(names(decrypt(save(zip))).contains("a-request-1.asice"));
      SignedDocuments.Download one =
          documents.download(DocumentRequest.parse(asked + "&unique&requestOnly"));
      assertEquals("application/octet-stream", one.contentType());
      assertEquals("attachment; filename=\"a-request-1.asice.gpg\"", one.contentDisposition());
      assertTrue(names(decrypt(save(one))).contains("message.xml"));
    }
  }

  @Test
  void withoutAKeyNothingIsHandedOut() throws IOException {
    try (MessageLog log = world.log(logs)) {
      world.append(log, Fixtures.TAX, "a");
      log.timestampNow();
      Files.delete(toItself.signingKey());
      SealedDocuments seal =
          new SealedDocuments(
              ArchiveSettings.DEFAULT.withEncryption(toItself), world.clock, new SecureRandom());
      DocumentRequest request =
          DocumentRequest.parse(
              "xRoadInstance=TEST&memberClass=GOV&memberCode=1234&subsystemCode=tax&queryId=a");
      Fault refused =
          assertThrows(Fault.class, () -> new SignedDocuments(log, seal).download(request));
      assertEquals(500, SignedDocuments.status(refused));
      assertTrue(refused.text().startsWith("Signed documents cannot be encrypted"), refused.text());
    }
  }

  private static List<String> names(byte[] file) throws IOException {
    List<String> names = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    return names;
  }

  private Path save(SignedDocuments.Download download) throws IOException {
    Path file = directory.resolve("download.gpg");
    try (OutputStream out = Files.newOutputStream(file)) {
      download.content().writeTo(out);
    }
    return file;
  }

  @Test
  void packetsAreThoseTheReferenceAsksFor() throws IOException {
    try (MessageLog log = world.log(logs)) {
      world.append(log, Fixtures.TAX, "a");
      log.timestampNow();
      ArchiveEntry entry = archive(log, toItself, ArchiveGrouping.NONE).archives().getFirst();
      String packets =
          gpg.run(
              "--pinentry-mode",
              "loopback",
              "--passphrase",
              SECRET,
              "--verbose",
              "--list-packets",
              file(entry).toString());
      assertTrue(packets.contains("AES256 encrypted data"), packets);
      assertTrue(packets.contains(":encrypted data packet:"), packets);
      assertTrue(packets.contains("mdc_method: 2"), packets);
      assertTrue(packets.contains(":onepass_sig packet:"), packets);
      assertTrue(packets.contains("digest algo 8"), packets);
      assertTrue(packets.contains(":literal data packet:"), packets);
      assertFalse(packets.contains("compressed packet"), packets);
    }
  }

  @Test
  void aMemberHasKeysOfItsOwnAndOthersTheDefault() throws IOException {
    gpg.makeKey("Tax <tax@example.org>", "", "never");
    gpg.makeKey("Auditor <auditor@example.org>", "", "never");
    gpg.makeKey("Default <default@example.org>", "", "never");
    ArchiveEncryption keys =
        to(
            gpg.fingerprint("default@example.org"),
            """
            # two keys for one member
            TEST/GOV/1234 = %s
            TEST/GOV/1234 = =Auditor <auditor@example.org>
            """
                .formatted(gpg.fingerprint("tax@example.org")));
    try (MessageLog log = world.log(logs)) {
      world.append(log, Fixtures.TAX, "a");
      world.append(log, Fixtures.FIRM, "b");
      log.timestampNow();
      Archived done = archive(log, keys, ArchiveGrouping.MEMBER);
      for (ArchiveEntry entry : done.archives()) {
        String packets = gpg.run("--list-only", "--list-packets", file(entry).toString());
        long recipients =
            packets.lines().filter(line -> line.startsWith(":pubkey enc packet:")).count();
        assertEquals(entry.group().equals(Optional.of("TEST/GOV/1234")) ? 2 : 1, recipients);
        decrypt(file(entry));
      }
    }
  }

  @Test
  void aKeyThatIsMissingExpiredOrNamedTwiceHoldsUpItsMemberAlone() throws IOException {
    gpg.makeKey("Old <old@example.org>", "", "2026-11-01");
    gpg.makeKey("Twin 1 <twin@example.org>", "", "never");
    gpg.makeKey("Twin 2 <twin@example.org>", "", "never");
    String twin = gpg.fingerprint("=Twin 1 <twin@example.org>");
    for (String named :
        List.of(
            "old@example.org", "twin@example.org", "nobody", twin.substring(twin.length() - 8))) {
      ArchiveEncryption keys = to("=Twin 2 <twin@example.org>", "TEST/GOV/1234 = " + named);
      Path place = Files.createDirectory(directory.resolve("log-" + named));
      logs = place;
      try (MessageLog log = world.log(place)) {
        world.append(log, Fixtures.TAX, "a");
        world.append(log, Fixtures.FIRM, "b");
        log.timestampNow();
        Archived done = archive(log, keys, ArchiveGrouping.MEMBER);
        assertEquals(1, done.failures().size(), named);
        assertTrue(done.failures().getFirst().startsWith("TEST/GOV/1234: "), named);
        assertEquals("2", done.archives().getFirst().records().toString());
        assertEquals(
            "1",
            archive(log, toItself, ArchiveGrouping.MEMBER)
                .archives()
                .getFirst()
                .records()
                .toString());
      }
    }
  }

  @Test
  void secretsThatOthersCanReadAreRefused() throws IOException {
    Files.setPosixFilePermissions(
        toItself.signingKey(), PosixFilePermissions.fromString("rw-r-----"));
    OpenPgpKeys keys = new OpenPgpKeys(toItself, world.clock, new java.security.SecureRandom());
    IOException refused = assertThrows(IOException.class, () -> keys.seals(Optional.empty()));
    assertTrue(String.valueOf(refused.getMessage()).contains("its owner alone"));
  }

  @Test
  void aChangedFileIsNotReadBack() throws IOException {
    OpenPgpKeys keys = new OpenPgpKeys(toItself, world.clock, new java.security.SecureRandom());
    Seal seal = keys.seals(Optional.empty()).newSeal();
    var sealed = new java.io.ByteArrayOutputStream();
    try (var out = seal.open(sealed)) {
      out.write(new byte[100_000]);
    }
    byte[] file = sealed.toByteArray();
    seal.read(
        new java.io.ByteArrayInputStream(file),
        in -> assertEquals(100_000, in.readAllBytes().length));
    for (int at = 200; at < file.length; at += file.length / 7) {
      byte[] changed = file.clone();
      changed[at] ^= 1;
      assertThrows(
          IOException.class,
          () ->
              seal.read(
                  new java.io.ByteArrayInputStream(changed),
                  in -> in.transferTo(java.io.OutputStream.nullOutputStream())),
          "byte " + at);
    }
  }
}
