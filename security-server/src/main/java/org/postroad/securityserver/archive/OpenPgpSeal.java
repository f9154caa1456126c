// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPOnePassSignature;
import org.bouncycastle.openpgp.PGPOnePassSignatureList;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSessionKey;
import org.bouncycastle.openpgp.PGPSessionKeyEncryptedData;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;
import org.bouncycastle.openpgp.operator.bc.BcSessionKeyDataDecryptorFactory;

/**
 * Encrypted and signed in one pass, in the form that the reference asks of gpg (E-030, E-031):
 * AES-256 with an integrity check, a SHA-256 signature inside, nothing compressed.
 *
 * <p>The key of the one file is remembered until the file was read back, so that it is really
 * deciphered, its integrity and its signature checked, though nobody here has a recipient's key.
 */
final class OpenPgpSeal implements Seal {
  private static final int BUFFER = 1 << 16;

  private final PGPKeyPair signer;
  private final List<PGPPublicKey> recipients;
  private final Instant time;
  private final SecureRandom random;
  private Optional<PGPSessionKey> sessionKey = Optional.empty();

  OpenPgpSeal(PGPKeyPair signer, List<PGPPublicKey> recipients, Instant time, SecureRandom random) {
    this.signer = signer;
    this.recipients = List.copyOf(recipients);
    this.time = time;
    this.random = random;
  }

  @Override
  public OutputStream open(OutputStream file) throws IOException {
    PGPEncryptedDataGenerator encryption =
        new PGPEncryptedDataGenerator(
            new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                .setWithIntegrityPacket(true)
                .setSecureRandom(random));
    encryption.setSessionKeyExtractionCallback(key -> sessionKey = Optional.of(key));
    for (PGPPublicKey recipient : recipients) {
      encryption.addMethod(
          new BcPublicKeyKeyEncryptionMethodGenerator(recipient).setSecureRandom(random));
    }
    try {
      OutputStream encrypted = encryption.open(file, new byte[BUFFER]);
      PGPSignatureGenerator signature = signature();
      signature.generateOnePassVersion(false).encode(encrypted);
      PGPLiteralDataGenerator literal = new PGPLiteralDataGenerator();
      OutputStream plain =
          literal.open(
              encrypted, PGPLiteralDataGenerator.BINARY, "", Date.from(time), new byte[BUFFER]);
      return new Sealing(plain, signature, encrypted);
    } catch (PGPException e) {
      throw new IOException("archive cannot be encrypted: " + e.getMessage(), e);
    }
  }

  private PGPSignatureGenerator signature() throws PGPException {
    PGPPublicKey key = signer.getPublicKey();
    PGPSignatureGenerator signature =
        new PGPSignatureGenerator(
            new BcPGPContentSignerBuilder(key.getAlgorithm(), HashAlgorithmTags.SHA256)
                .setSecureRandom(random),
            key);
    signature.init(PGPSignature.BINARY_DOCUMENT, signer.getPrivateKey());
    PGPSignatureSubpacketGenerator said = new PGPSignatureSubpacketGenerator();
    said.setSignatureCreationTime(false, Date.from(time));
    said.setIssuerFingerprint(false, key);
    signature.setHashedSubpackets(said.generate());
    return signature;
  }

  /** Signs what goes through; its end writes the signature and the integrity check. */
  private static final class Sealing extends OutputStream {
    private final OutputStream plain;
    private final PGPSignatureGenerator signature;
    private final OutputStream encrypted;
    private boolean closed;

    Sealing(OutputStream plain, PGPSignatureGenerator signature, OutputStream encrypted) {
      this.plain = plain;
      this.signature = signature;
      this.encrypted = encrypted;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      signature.update(bytes, offset, length);
      plain.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      plain.close();
      try {
        signature.generate().encode(encrypted);
      } catch (PGPException e) {
        throw new IOException("archive cannot be signed: " + e.getMessage(), e);
      }
      encrypted.close();
    }
  }

  @Override
  public void read(InputStream file, Reading reading) throws IOException {
    PGPSessionKey key = sessionKey.orElseThrow(() -> new IllegalStateException("not sealed yet"));
    try {
      PGPEncryptedDataList encrypted = new PGPEncryptedDataList(file);
      PGPSessionKeyEncryptedData data = encrypted.extractSessionKeyEncryptedData();
      InputStream decrypted = data.getDataStream(new BcSessionKeyDataDecryptorFactory(key));
      PGPObjectFactory packets = new BcPGPObjectFactory(decrypted);
      PGPOnePassSignature onePass = next(packets, PGPOnePassSignatureList.class).get(0);
      onePass.init(new BcPGPContentVerifierBuilderProvider(), signer.getPublicKey());
      InputStream literal = next(packets, PGPLiteralData.class).getInputStream();
      reading.read(new Verifying(literal, onePass));
      PGPSignature signature = next(packets, PGPSignatureList.class).get(0);
      if (!onePass.verify(signature) || packets.nextObject() != null || !data.verify()) {
        throw new IOException("encrypted archive is not whole or not signed by this server");
      }
    } catch (PGPException | RuntimeException e) {
      throw new IOException("encrypted archive cannot be read: " + e.getMessage(), e);
    }
    if (file.read() >= 0) {
      throw new IOException("there is something behind the encrypted archive");
    }
  }

  private static <T> T next(PGPObjectFactory packets, Class<T> type) throws IOException {
    Object packet = packets.nextObject();
    if (!type.isInstance(packet)) {
      throw new IOException("encrypted archive has no " + type.getSimpleName() + " in its place");
    }
    return type.cast(packet);
  }

  /** Feeds the signature with all that is read. */
  private static final class Verifying extends InputStream {
    private final InputStream in;
    private final PGPOnePassSignature signature;

    Verifying(InputStream in, PGPOnePassSignature signature) {
      this.in = in;
      this.signature = signature;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      if (count > 0) {
        signature.update(bytes, offset, count);
      }
      return count;
    }
  }
}
