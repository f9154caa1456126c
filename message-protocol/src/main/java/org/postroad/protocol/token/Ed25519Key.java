// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * An Ed25519 key (RFC 8032) that signs checkpoints or cosigns those of others. It stands apart from
 * the keys of tokens because no certificate names it and no message is signed with it: whoever
 * believes it has its public half from elsewhere.
 *
 * <p>It is stored as PKCS #8 encrypted under the PIN (PBES2: PBKDF2 with HMAC-SHA-256, AES-256-CBC)
 * in PEM, so that {@code openssl pkey -in FILE} opens it. The private half stays inside. Safe for
 * use by several threads.
 */
public final class Ed25519Key {
  private static final int SEED = 32;
  private static final int SALT = 16;
  private static final int BLOCK = 16;

  /** As many as the software token, which the same PIN protects. */
  private static final int ITERATIONS = 10_000;

  private static final int MOST_ITERATIONS = 10_000_000;
  private static final int MOST_BYTES = 4096;
  private static final String SCHEME = "PBEWithHmacSHA256AndAES_256";
  private static final String BEGIN = "-----BEGIN ENCRYPTED PRIVATE KEY-----\n";
  private static final String END = "\n-----END ENCRYPTED PRIVATE KEY-----\n";

  /** What stands before the 32 bytes of the seed in PKCS #8 (RFC 8410). */
  private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");

  private final Ed25519PrivateKeyParameters key;
  private final byte[] publicKey;
  private final byte[] encoded;

  private Ed25519Key(byte[] encoded) {
    if (encoded.length != PKCS8.length + SEED
        || !Arrays.equals(PKCS8, 0, PKCS8.length, encoded, 0, PKCS8.length)) {
      throw unreadable("it is no Ed25519 key");
    }
    this.key = new Ed25519PrivateKeyParameters(encoded, PKCS8.length);
    this.publicKey = key.generatePublicKey().getEncoded();
    this.encoded = encoded;
  }

  /** A new key, in memory only until the caller has saved it. */
  public static Ed25519Key generate(SecureRandom random) {
    byte[] seed = new byte[SEED];
    random.nextBytes(seed);
    byte[] encoded = Arrays.copyOf(PKCS8, PKCS8.length + SEED);
    System.arraycopy(seed, 0, encoded, PKCS8.length, SEED);
    Arrays.fill(seed, (byte) 0);
    return new Ed25519Key(encoded);
  }

  /**
   * Reads a key.
   *
   * @throws Fault token_not_active when the PIN is wrong, token_not_available when it is no key
   */
  public static Ed25519Key open(byte[] pem, char[] pin) {
    try {
      EncryptedPrivateKeyInfo box = new EncryptedPrivateKeyInfo(der(pem));
      requireCheap(box.getAlgParameters().getParameterSpec(PBEParameterSpec.class));
      Cipher cipher = Cipher.getInstance(SCHEME);
      cipher.init(Cipher.DECRYPT_MODE, secret(pin), box.getAlgParameters());
      return new Ed25519Key(cipher.doFinal(box.getEncryptedData()));
    } catch (BadPaddingException e) {
      throw new Fault(FaultCode.TOKEN_NOT_ACTIVE, "The PIN of an Ed25519 key is wrong", e);
    } catch (IOException | GeneralSecurityException e) {
      throw new Fault(FaultCode.TOKEN_NOT_AVAILABLE, "An Ed25519 key cannot be read", e);
    }
  }

  /** The key for its file, protected by the PIN. */
  public byte[] toPem(char[] pin, SecureRandom random) {
    byte[] salt = new byte[SALT];
    byte[] vector = new byte[BLOCK];
    random.nextBytes(salt);
    random.nextBytes(vector);
    try {
      Cipher cipher = Cipher.getInstance(SCHEME);
      var parameters = new PBEParameterSpec(salt, ITERATIONS, new IvParameterSpec(vector));
      cipher.init(Cipher.ENCRYPT_MODE, secret(pin), parameters);
      AlgorithmParameters named = AlgorithmParameters.getInstance("PBES2");
      named.init(cipher.getParameters().getEncoded());
      byte[] box = new EncryptedPrivateKeyInfo(named, cipher.doFinal(encoded)).getEncoded();
      String base64 =
          Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(box);
      return (BEGIN + base64 + END).getBytes(StandardCharsets.US_ASCII);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime cannot encrypt with " + SCHEME, e);
    }
  }

  /** The 32 bytes of the public half. */
  public byte[] publicKey() {
    return publicKey.clone();
  }

  /** The 64 bytes of a signature over a message; a tenth of the work that the JDK makes of it. */
  public byte[] sign(byte[] message) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, key);
    signer.update(message, 0, message.length);
    return signer.generateSignature();
  }

  private static byte[] der(byte[] pem) {
    String text = new String(pem, StandardCharsets.US_ASCII);
    if (pem.length > MOST_BYTES || !text.startsWith(BEGIN) || !text.endsWith(END)) {
      throw unreadable("it is no encrypted private key in PEM");
    }
    String base64 = text.substring(BEGIN.length(), text.length() - END.length());
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw unreadable("its PEM is not base64");
    }
  }

  /** A damaged file must not keep the server busy for days. */
  private static void requireCheap(PBEParameterSpec parameters) {
    if (parameters.getIterationCount() > MOST_ITERATIONS) {
      throw unreadable("it asks for " + parameters.getIterationCount() + " iterations");
    }
  }

  private static SecretKey secret(char[] pin) throws GeneralSecurityException {
    PBEKeySpec spec = new PBEKeySpec(pin);
    try {
      return SecretKeyFactory.getInstance(SCHEME).generateSecret(spec);
    } finally {
      spec.clearPassword();
    }
  }

  private static Fault unreadable(String why) {
    return new Fault(FaultCode.TOKEN_NOT_AVAILABLE, "An Ed25519 key cannot be read: " + why);
  }

  @Override
  public String toString() {
    return "Ed25519 key " + HexFormat.of().formatHex(publicKey);
  }
}
