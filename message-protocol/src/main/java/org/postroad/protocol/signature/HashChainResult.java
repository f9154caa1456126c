// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import static org.postroad.protocol.xml.Namespaces.DS;
import static org.postroad.protocol.xml.Namespaces.HASHCHAIN;

import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * The result document of a hash chain as it was read: the step it starts from and what that comes
 * to. The octets are never copied and must not be written to.
 */
record HashChainResult(byte[] octets, String uri, Digest declared, Digest sha512) {

  static HashChainResult read(byte[] octets) {
    try {
      var in = StrictReader.ofHashChain(octets);
      in.open(HASHCHAIN, "HashChainResult");
      String uri = in.attribute("URI");
      in.content();
      var declared = in.digestValue(in.digestMethod(DS, "DigestMethod"));
      in.close();
      in.end();
      return new HashChainResult(octets, uri, declared, DigestAlgorithm.SHA512.digest(octets));
    } catch (Fault e) {
      throw malformed(e);
    }
  }

  /** Whether this is the digest of the document. */
  boolean has(Digest digest) {
    var own =
        digest.algorithm() == DigestAlgorithm.SHA512 ? sha512 : digest.algorithm().digest(octets);
    return own.matches(digest);
  }

  /** What is no XML at all is no hash chain either. */
  static Fault malformed(Fault e) {
    return e.code() == FaultCode.INVALID_XML
        ? new Fault(FaultCode.MALFORMED_HASH_CHAIN, e.text(), e)
        : e;
  }
}
