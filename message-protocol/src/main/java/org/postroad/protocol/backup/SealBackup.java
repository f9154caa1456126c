// SPDX-License-Identifier: MIT

package org.postroad.protocol.backup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;

/**
 * Stage: encrypts and signs a backup as one OpenPGP message (E11): AES-256 with an integrity check,
 * an Ed25519 signature inside, every length told beforehand, so that nothing can be put between or
 * behind.
 */
public record SealBackup(BackupKey key, SecureRandom random) {

  /**
   * Seals a backup.
   *
   * @param now when it is signed
   */
  public byte[] apply(BackupContent content, Instant now) {
    var sealed = new ByteArrayOutputStream();
    try {
      byte[] signed = signed(content.toZip(), now);
      var encryption =
          new PGPEncryptedDataGenerator(
              new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                  .setWithIntegrityPacket(true)
                  .setSecureRandom(random));
      encryption.addMethod(
          new BcPublicKeyKeyEncryptionMethodGenerator(key.encryption().getPublicKey())
              .setSecureRandom(random));
      try (OutputStream out = encryption.open(sealed, signed.length)) {
        out.write(signed);
      }
      return sealed.toByteArray();
    } catch (PGPException | IOException failure) {
      throw new IllegalStateException("a backup cannot be sealed", failure);
    }
  }

  private byte[] signed(byte[] content, Instant now) throws PGPException, IOException {
    var out = new ByteArrayOutputStream();
    PGPSignatureGenerator signature = signature(now);
    signature.generateOnePassVersion(false).encode(out);
    try (OutputStream literal =
        new PGPLiteralDataGenerator()
            .open(out, PGPLiteralData.BINARY, "backup.zip", content.length, Date.from(now))) {
      literal.write(content);
    }
    signature.update(content);
    signature.generate().encode(out);
    return out.toByteArray();
  }

  private PGPSignatureGenerator signature(Instant now) throws PGPException {
    PGPPublicKey signer = key.signing().getPublicKey();
    var signature =
        new PGPSignatureGenerator(
            new BcPGPContentSignerBuilder(signer.getAlgorithm(), HashAlgorithmTags.SHA512)
                .setSecureRandom(random),
            signer);
    signature.init(PGPSignature.BINARY_DOCUMENT, key.signing().getPrivateKey());
    var said = new PGPSignatureSubpacketGenerator();
    said.setSignatureCreationTime(false, Date.from(now));
    said.setIssuerFingerprint(false, signer);
    signature.setHashedSubpackets(said.generate());
    return signature;
  }
}
