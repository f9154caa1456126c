// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.OpenPGPKeyReader;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPImplementation;
import org.postroad.protocol.identifier.MemberId;

/**
 * The OpenPGP keys that an administrator put into files, read anew for each archive so that a new
 * or a revoked key counts at once.
 *
 * <p>A key is named by its fingerprint, by its long key id, or by a user id: {@code =} and the
 * whole of it, or any part of it that only one key has. Short key ids are refused, since anybody
 * can make a key with a given one. Keys that expired or were revoked are refused too; nothing else
 * is asked about trust (E-031).
 */
record OpenPgpKeys(ArchiveEncryption settings, Clock clock, SecureRandom random) {
  private static final Pattern HEXADECIMAL = Pattern.compile("(0x)?([0-9A-Fa-f]{8,64})");
  private static final int SHORTEST_ID = 16;

  /** Seals for the archives of a member, or of no member in particular. */
  Seal.Source seals(Optional<MemberId> member) throws IOException {
    PGPKeyPair signer = signer();
    List<PGPPublicKey> recipients = recipients(member);
    Instant now = clock.instant();
    return () -> new OpenPgpSeal(signer, recipients, now, random);
  }

  private List<PGPPublicKey> recipients(Optional<MemberId> member) throws IOException {
    Set<String> names = member.isPresent() ? memberKeys().of(member.get()) : Set.of();
    if (names.isEmpty() && settings.defaultKey().isEmpty()) {
      return List.of(encryptionKey(signingKey()));
    }
    List<OpenPGPCertificate> known = certificates();
    List<PGPPublicKey> recipients = new ArrayList<>();
    for (String name : names.isEmpty() ? Set.of(settings.defaultKey().get()) : names) {
      recipients.add(encryptionKey(named(name, known)));
    }
    return recipients;
  }

  private MemberKeys memberKeys() throws IOException {
    return settings.memberKeys().isEmpty()
        ? MemberKeys.parse(List.of())
        : MemberKeys.parse(Files.readAllLines(settings.memberKeys().get()));
  }

  private static OpenPGPCertificate named(String name, List<OpenPGPCertificate> known)
      throws IOException {
    List<OpenPGPCertificate> found = known.stream().filter(key -> isNamed(key, name)).toList();
    if (found.size() != 1) {
      throw new IOException(found.size() + " OpenPGP keys are named '" + name + "', expected one");
    }
    return found.getFirst();
  }

  private static boolean isNamed(OpenPGPCertificate key, String name) {
    var hexadecimal = HEXADECIMAL.matcher(name);
    if (hexadecimal.matches()) {
      String digits = hexadecimal.group(2).toUpperCase(Locale.ROOT);
      return digits.length() >= SHORTEST_ID
          && key.getKeys().stream()
              .map(part -> fingerprint(part.getPGPPublicKey()))
              .anyMatch(fingerprint -> fingerprint.endsWith(digits));
    }
    Stream<String> users = key.getAllUserIds().stream().map(user -> user.getUserId());
    return name.startsWith("=")
        ? users.anyMatch(name.substring(1)::equals)
        : users.anyMatch(
            user -> user.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT)));
  }

  private static String fingerprint(PGPPublicKey key) {
    return HexFormat.of().withUpperCase().formatHex(key.getFingerprint());
  }

  /** The newest of the parts of a key that encrypt now, as gpg chooses. */
  private PGPPublicKey encryptionKey(OpenPGPCertificate key) throws IOException {
    return key.getEncryptionKeys(Date.from(clock.instant())).stream()
        .max(Comparator.comparing(OpenPGPComponentKey::getCreationTime))
        .orElseThrow(() ->
            new IOException(
                "OpenPGP key "
                    + key.getPrettyFingerprint()
                    + " does not encrypt: it expired, was revoked, or is for signing only"))
        .getPGPPublicKey();
  }

  private List<OpenPGPCertificate> certificates() throws IOException {
    List<OpenPGPCertificate> certificates = new ArrayList<>();
    for (Path file : publicKeyFiles()) {
      try (InputStream in = PGPUtil.getDecoderStream(Files.newInputStream(file))) {
        certificates.addAll(reader().parseCertificates(in));
      } catch (IOException | RuntimeException e) {
        throw new IOException(file + ": no OpenPGP public keys: " + e.getMessage(), e);
      }
    }
    return certificates;
  }

  private List<Path> publicKeyFiles() throws IOException {
    Path keys =
        settings.publicKeys().orElseThrow(() -> new IOException("no file of OpenPGP public keys"));
    if (!Files.isDirectory(keys)) {
      return List.of(keys);
    }
    try (Stream<Path> files = Files.list(keys)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static OpenPGPKeyReader reader() {
    return new OpenPGPKeyReader(new BcOpenPGPImplementation());
  }

  private OpenPGPKey signingKey() throws IOException {
    requireOwnerOnly(settings.signingKey());
    byte[] file = Files.readAllBytes(settings.signingKey());
    try (InputStream in = PGPUtil.getDecoderStream(new ByteArrayInputStream(file))) {
      return reader().parseKey(in);
    } catch (IOException | RuntimeException e) {
      throw new IOException(settings.signingKey() + ": no OpenPGP secret key", e);
    } finally {
      Arrays.fill(file, (byte) 0);
    }
  }

  private PGPKeyPair signer() throws IOException {
    OpenPGPKey key = signingKey();
    OpenPGPComponentKey part =
        key.getSigningKeys(Date.from(clock.instant())).stream()
            .max(Comparator.comparing(OpenPGPComponentKey::getCreationTime))
            .orElseThrow(
                () -> new IOException(settings.signingKey() + ": no part of this key signs now"));
    OpenPGPKey.OpenPGPSecretKey secret =
        Optional.ofNullable(key.getSecretKey(part))
            .orElseThrow(
                () -> new IOException(settings.signingKey() + ": the secret part is missing"));
    try {
      return secret.isLocked() ? unlock(secret) : secret.unlock().getKeyPair();
    } catch (PGPException e) {
      throw new IOException(settings.signingKey() + ": the passphrase does not fit", e);
    }
  }

  private PGPKeyPair unlock(OpenPGPKey.OpenPGPSecretKey secret) throws IOException, PGPException {
    Path file =
        settings
            .passphrase()
            .orElseThrow(() ->
                new IOException(settings.signingKey() + ": needs a file with its passphrase"));
    requireOwnerOnly(file);
    byte[] bytes = Files.readAllBytes(file);
    CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
    int length = text.length();
    while (length > 0 && text.charAt(length - 1) <= ' ') {
      length--;
    }
    char[] passphrase = Arrays.copyOf(text.array(), length);
    try {
      return secret.unlock(passphrase).getKeyPair();
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(text.array(), '\0');
      Arrays.fill(passphrase, '\0');
    }
  }

  private static void requireOwnerOnly(Path file) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    boolean others =
        permissions.stream().anyMatch(permission -> !permission.name().startsWith("OWNER_"));
    if (others) {
      throw new IOException(file + ": holds a secret and must be readable by its owner alone");
    }
  }
}
