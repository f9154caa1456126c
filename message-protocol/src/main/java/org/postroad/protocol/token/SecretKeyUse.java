// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * One operation of AES-GCM with a secret key of a device.
 *
 * @param encrypts or decrypts
 * @param associated what is authenticated beside the input
 */
record SecretKeyUse(boolean encrypts, byte[] nonce, byte[] associated, byte[] input) {
  private static final int TAG_BITS = 128;

  byte[] run(SecretKey key, Provider provider) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
    cipher.init(
        encrypts ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE,
        key,
        new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(associated);
    return cipher.doFinal(input);
  }
}
