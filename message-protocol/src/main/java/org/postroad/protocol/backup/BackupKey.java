// SPDX-License-Identifier: MIT

package org.postroad.protocol.backup;

import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.OpenPGPKeyEditor;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPApi;
import org.bouncycastle.openpgp.operator.PGPKeyPairGenerator;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * The OpenPGP key, Ed25519 and Curve25519, that backups are signed with and encrypted to. Whoever
 * restores on another machine needs it and its passphrase; gpg reads both.
 */
public final class BackupKey {
  private final PGPKeyPair signing;
  private final PGPKeyPair encryption;

  private BackupKey(PGPKeyPair signing, PGPKeyPair encryption) {
    this.signing = signing;
    this.encryption = encryption;
  }

  /**
   * Makes a key.
   *
   * @return the key as a text, locked with the passphrase
   */
  public static String generate(String user, char[] passphrase, Instant now) {
    try {
      return new BcOpenPGPApi()
          .generateKey(4, Date.from(now), false)
          .withPrimaryKey(PGPKeyPairGenerator::generateLegacyEd25519KeyPair)
          .addUserId(user)
          .addSigningSubkey(PGPKeyPairGenerator::generateLegacyEd25519KeyPair)
          .addEncryptionSubkey(PGPKeyPairGenerator::generateLegacyX25519KeyPair)
          .build(passphrase.clone())
          .toAsciiArmoredString();
    } catch (PGPException | IOException failure) {
      throw new IllegalStateException("a key of backups cannot be made", failure);
    }
  }

  /** Unlocks a key; refused by a fault that tells nothing of it. */
  public static BackupKey open(String text, char[] passphrase) {
    try {
      OpenPGPKey key = new BcOpenPGPApi().readKeyOrCertificate().parseKey(text);
      return new BackupKey(
          unlock(key, key.getSigningKeys(), passphrase),
          unlock(key, key.getEncryptionKeys(), passphrase));
    } catch (PGPException | IOException | RuntimeException refused) {
      throw new Fault(
          FaultCode.CANNOT_SIGN,
          "The key of backups is none, or its passphrase is another one",
          refused);
    }
  }

  /**
   * The same key under another passphrase.
   *
   * @return the key as a text
   */
  public static String relock(String text, char[] old, char[] next) {
    var _ = open(text, old);
    try {
      var api = new BcOpenPGPApi();
      OpenPGPKey key = api.readKeyOrCertificate().parseKey(text);
      OpenPGPKeyEditor editor = api.editKey(key, old.clone());
      for (KeyIdentifier part : key.getSecretKeys().keySet()) {
        editor.changePassphrase(part, old.clone(), next.clone(), false);
      }
      return editor.done().toAsciiArmoredString();
    } catch (PGPException | IOException failure) {
      throw new IllegalStateException("the key of backups cannot be locked again", failure);
    }
  }

  /** The key that signs, by its fingerprint, as gpg tells it; needs no passphrase. */
  static String fingerprint(String text) throws IOException {
    OpenPGPKey key = new BcOpenPGPApi().readKeyOrCertificate().parseKey(text);
    return key.getSigningKeys().stream()
        .findFirst()
        .map(part ->
            HexFormat.of().withUpperCase().formatHex(part.getPGPPublicKey().getFingerprint()))
        .orElseThrow(() -> new IOException("a part is missing"));
  }

  private static PGPKeyPair unlock(
      OpenPGPKey key, List<OpenPGPComponentKey> parts, char[] passphrase)
      throws PGPException, IOException {
    OpenPGPKey.OpenPGPSecretKey secret =
        parts.stream()
            .findFirst()
            .flatMap(part -> Optional.ofNullable(key.getSecretKey(part)))
            .orElseThrow(() -> new IOException("a part is missing"));
    return secret.unlock(passphrase.clone()).getKeyPair();
  }

  /** The key that signed, by its fingerprint, as gpg tells it. */
  public String fingerprint() {
    return HexFormat.of().withUpperCase().formatHex(signing.getPublicKey().getFingerprint());
  }

  PGPKeyPair signing() {
    return signing;
  }

  PGPKeyPair encryption() {
    return encryption;
  }
}
