// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import org.postroad.protocol.algorithm.LocalKey;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/** Where one private key is used. */
sealed interface PrivateKeyPlace {

  /** The signature in the form of JCA. */
  byte[] sign(SignatureAlgorithm algorithm, byte[] data);

  /** In the memory of this process. */
  record Memory(LocalKey local) implements PrivateKeyPlace {
    @Override
    public byte[] sign(SignatureAlgorithm algorithm, byte[] data) {
      try {
        return local.sign(algorithm, data);
      } catch (GeneralSecurityException e) {
        throw new Fault(FaultCode.CANNOT_SIGN, "Cannot sign with " + algorithm.jcaName(), e);
      }
    }

    @Override
    public String toString() {
      return "in memory";
    }
  }

  /** On a device, found there by its id whenever it is used. */
  record Device(HardwareToken token, String id) implements PrivateKeyPlace {
    @Override
    public byte[] sign(SignatureAlgorithm algorithm, byte[] data) {
      return token.sign(id, algorithm, data);
    }
  }

  /** On a device, for as long as one session with it lasts: a key that was made this moment. */
  record Fresh(Provider provider, PrivateKey key) implements PrivateKeyPlace {
    @Override
    public byte[] sign(SignatureAlgorithm algorithm, byte[] data) {
      try {
        Signature signature = algorithm.newSigner(key, provider);
        signature.update(data);
        return signature.sign();
      } catch (GeneralSecurityException e) {
        throw new Fault(FaultCode.CANNOT_SIGN, "Cannot sign with " + algorithm.jcaName(), e);
      }
    }

    @Override
    public String toString() {
      return "on " + provider.getName();
    }
  }
}
