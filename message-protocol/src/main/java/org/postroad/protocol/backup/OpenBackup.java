// SPDX-License-Identifier: MIT

package org.postroad.protocol.backup;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPOnePassSignature;
import org.bouncycastle.openpgp.PGPOnePassSignatureList;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * Stage: what is in a backup, if the key made it and no bit of it has changed since. A message that
 * OpenPGP would allow but {@link SealBackup} does not write is refused too.
 */
public record OpenBackup(BackupKey key) {

  /** Where the point of the key exchange stands, as 263 bits that begin with 0x40. */
  private static final int POINT = 12;

  private static final byte[] POINT_BEGINS = {0x01, 0x07, 0x40};
  private static final int POINT_ENDS = POINT + POINT_BEGINS.length + 32;

  public BackupContent apply(byte[] sealed) {
    try {
      return BackupContent.parse(content(sealed));
    } catch (PGPException | IOException | RuntimeException refused) {
      throw new Fault(
          FaultCode.INVALID_REQUEST,
          "This is no backup that was made with key " + key.fingerprint() + ", or it was altered",
          refused);
    }
  }

  private byte[] content(byte[] sealed) throws PGPException, IOException {
    requireOneSpelling(sealed);
    var in = new ByteArrayInputStream(sealed);
    var encrypted = new PGPEncryptedDataList(in);
    if (encrypted.size() != 1
        || !(encrypted.get(0) instanceof PGPPublicKeyEncryptedData data)
        || !data.isIntegrityProtected()
        || data.getKeyIdentifier().getKeyId() != key.encryption().getKeyIdentifier().getKeyId()) {
      throw new IOException("it is not encrypted to this key alone");
    }
    InputStream decrypted =
        data.getDataStream(new BcPublicKeyDataDecryptorFactory(key.encryption().getPrivateKey()));
    byte[] content = verified(new BcPGPObjectFactory(decrypted));
    if (decrypted.read() >= 0 || !data.verify() || in.read() >= 0) {
      throw new IOException("it is not whole, or there is something behind it");
    }
    return content;
  }

  /** The few bits that nobody looks at who deciphers: how long the point is said to be, its top. */
  private static void requireOneSpelling(byte[] sealed) throws IOException {
    boolean one =
        sealed.length > POINT_ENDS
            && Arrays.equals(
                sealed, POINT, POINT + POINT_BEGINS.length, POINT_BEGINS, 0, POINT_BEGINS.length)
            && sealed[POINT_ENDS - 1] >= 0;
    if (!one) {
      throw new IOException("it is spelled otherwise");
    }
  }

  private byte[] verified(PGPObjectFactory packets) throws PGPException, IOException {
    PGPOnePassSignatureList announced = next(packets, PGPOnePassSignatureList.class);
    PGPOnePassSignature signature = announced.get(0);
    signature.init(new BcPGPContentVerifierBuilderProvider(), key.signing().getPublicKey());
    byte[] content = next(packets, PGPLiteralData.class).getInputStream().readAllBytes();
    signature.update(content);
    PGPSignatureList signatures = next(packets, PGPSignatureList.class);
    if (announced.size() != 1
        || signatures.size() != 1
        || !signature.verify(signatures.get(0))
        || packets.nextObject() != null) {
      throw new IOException("it is not signed with this key");
    }
    return content;
  }

  private static <T> T next(PGPObjectFactory packets, Class<T> type) throws IOException {
    Object packet = packets.nextObject();
    if (!type.isInstance(packet)) {
      throw new IOException("it has no " + type.getSimpleName() + " in its place");
    }
    return type.cast(packet);
  }
}
