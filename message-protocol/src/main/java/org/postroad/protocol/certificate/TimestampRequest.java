// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import java.io.IOException;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.asn1.tsp.TimeStampReq;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extensions;
import org.jspecify.annotations.Nullable;
import org.postroad.protocol.algorithm.Digest;

/**
 * The question put to a time-stamping authority: DER {@code TimeStampReq} with the imprint alone,
 * no nonce, no policy, certificate not asked for (D-067). It is sent as {@code POST} with {@code
 * application/timestamp-query}.
 */
public final class TimestampRequest {
  private static final @Nullable ASN1ObjectIdentifier NO_POLICY = null;
  private static final @Nullable ASN1Integer NO_NONCE = null;
  private static final @Nullable Extensions NO_EXTENSIONS = null;

  private TimestampRequest() {}

  public static byte[] of(Digest imprint) {
    var algorithm = new AlgorithmIdentifier(Oids.of(imprint.algorithm()), DERNull.INSTANCE);
    var message = new MessageImprint(algorithm, imprint.value());
    try {
      return new TimeStampReq(message, NO_POLICY, NO_NONCE, null, NO_EXTENSIONS)
          .getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("a time-stamp request cannot be encoded", e);
    }
  }
}
