// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.token.HardwareToken;
import org.postroad.securityserver.journal.MasterKey;
import org.postroad.securityserver.journal.WrappedKey;

/**
 * A master key of the message log on a hardware token: an AES-256 key that is known by its label
 * and never leaves the device. Its id is the first half of a SHA-256 over a text and the label.
 */
final class DeviceLogKey implements MasterKey {
  private static final String TEXT = "postroad/log-key/device/v1";
  private static final int NONCE = 12;

  private final HardwareToken token;
  private final String label;
  private final SecureRandom random = new SecureRandom();

  DeviceLogKey(HardwareToken token, String label) {
    this.token = token;
    this.label = label;
  }

  @Override
  public byte[] id() {
    byte[] digest =
        DigestAlgorithm.SHA256.digest((TEXT + label).getBytes(StandardCharsets.UTF_8)).value();
    return Arrays.copyOf(digest, WrappedKey.ID);
  }

  @Override
  public String name() {
    return label + " of token " + token.name();
  }

  @Override
  public byte[] wrap(byte[] dataKey, byte[] context) throws IOException {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      byte[] sealed = token.encrypt(label, nonce, context, dataKey);
      return ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
    } catch (Fault e) {
      throw new IOException("log key " + name() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public byte[] unwrap(byte[] wrapped, byte[] context) throws IOException {
    try {
      return token.decrypt(
          label,
          Arrays.copyOf(wrapped, NONCE),
          context,
          Arrays.copyOfRange(wrapped, NONCE, wrapped.length));
    } catch (Fault e) {
      throw new IOException("log key " + name() + ": " + e.getMessage(), e);
    }
  }
}
