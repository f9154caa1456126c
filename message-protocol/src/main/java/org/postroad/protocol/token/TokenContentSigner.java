// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.postroad.protocol.algorithm.SigningKey;

/**
 * Lets the builders of Bouncy Castle (certificates, requests, OCSP, CMS) sign with a key that stays
 * where it is. One object signs one thing.
 */
public final class TokenContentSigner implements ContentSigner {
  private final SigningKey key;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();

  public TokenContentSigner(SigningKey key) {
    this.key = key;
  }

  @Override
  public AlgorithmIdentifier getAlgorithmIdentifier() {
    return new DefaultSignatureAlgorithmIdentifierFinder().find(key.algorithm().jcaName());
  }

  @Override
  public OutputStream getOutputStream() {
    return content;
  }

  @Override
  public byte[] getSignature() {
    return key.sign(content.toByteArray());
  }
}
