// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.securityserver.journal.JournalFiles;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a server archives its log, left beside the log for whoever archives or prunes it while no
 * server has it open. Paths of key files are in it, never a key; the transfer command is not, since
 * nobody runs what stands in a file that came with a log.
 */
public final class RememberedSettings {
  private static final String FILE = "archive-settings";

  private RememberedSettings() {}

  private record Kept(
      Optional<String> directory,
      ArchiveGrouping grouping,
      long maxFileBytes,
      String algorithm,
      Optional<Encryption> encryption,
      String keepRecordsFor,
      Map<String, String> exceptions) {

    static Kept of(ArchiveSettings settings) {
      Map<String, String> exceptions = new TreeMap<>();
      settings
          .retention()
          .exceptions()
          .forEach((client, kept) -> exceptions.put(client.encoded(), kept.toString()));
      return new Kept(
          settings.directory().map(RememberedSettings::text),
          settings.grouping(),
          settings.maxFileBytes(),
          settings.algorithm().jcaName(),
          settings.encryption().map(Encryption::of),
          settings.retention().keepRecordsFor().toString(),
          exceptions);
    }

    ArchiveSettings settings() {
      Map<ClientId, Duration> kept = new TreeMap<>(Comparator.comparing(ClientId::encoded));
      exceptions.forEach((id, time) -> kept.put(ClientId.parseEncoded(id), Duration.parse(time)));
      return new ArchiveSettings(
          directory.map(Path::of),
          grouping,
          maxFileBytes,
          algorithmNamed(algorithm),
          encryption.map(Encryption::settings),
          Optional.empty(),
          new Retention(Duration.parse(keepRecordsFor), kept),
          ArchiveSettings.DEFAULT.schedule(),
          ArchiveSettings.DEFAULT.cleaning());
    }

    private static DigestAlgorithm algorithmNamed(String name) {
      return Arrays.stream(DigestAlgorithm.values())
          .filter(known -> known.jcaName().equals(name))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("digest algorithm " + name));
    }
  }

  private record Encryption(
      String signingKey,
      Optional<String> passphraseFile,
      Optional<String> publicKeys,
      Optional<String> defaultKey,
      Optional<String> memberKeys) {

    static Encryption of(ArchiveEncryption keys) {
      return new Encryption(
          text(keys.signingKey()),
          keys.passphrase().map(RememberedSettings::text),
          keys.publicKeys().map(RememberedSettings::text),
          keys.defaultKey(),
          keys.memberKeys().map(RememberedSettings::text));
    }

    ArchiveEncryption settings() {
      return new ArchiveEncryption(
          Path.of(signingKey),
          passphraseFile.map(Path::of),
          publicKeys.map(Path::of),
          defaultKey,
          memberKeys.map(Path::of));
    }
  }

  private static String text(Path path) {
    return path.toAbsolutePath().toString();
  }

  /** Leaves the settings; a file that says the same is not written again. */
  public static void write(Path messageLog, ArchiveSettings settings) throws IOException {
    byte[] text = JsonMapper.shared().writeValueAsBytes(Kept.of(settings));
    Path file = messageLog.resolve(FILE);
    if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), text)) {
      return;
    }
    JournalFiles files = JournalFiles.disk();
    Path unfinished = messageLog.resolve(FILE + ".new");
    files.delete(unfinished);
    try (JournalFiles.Output out = files.create(unfinished)) {
      out.write(ByteBuffer.wrap(text), 0);
      out.force();
    }
    files.rename(unfinished, file);
    files.forceDirectory(messageLog);
  }

  /** What the last server that had the log open left; nothing where none has. */
  public static Optional<ArchiveSettings> read(Path messageLog) throws IOException {
    Path file = messageLog.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          JsonMapper.shared().readValue(Files.readAllBytes(file), Kept.class).settings());
    } catch (JacksonException | IllegalArgumentException | DateTimeException | Fault e) {
      throw new IOException(file + " is not what a server left: " + e.getMessage(), e);
    }
  }

  /** Where the archives of a log are. */
  public static Path archivesOf(Path messageLog) throws IOException {
    return read(messageLog)
        .flatMap(ArchiveSettings::directory)
        .orElse(messageLog.resolve(Archives.DIRECTORY));
  }
}
