// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import java.time.Clock;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.signature.SignedParts;
import org.postroad.securityserver.signer.BatchSigner;
import org.postroad.securityserver.signer.SigningIdentities;

/** Signs the parts of a message for one member of this server. */
public final class SignMessage {

  private final SigningIdentities identities;
  private final BatchSigner signer;
  private final Clock clock;

  public SignMessage(SigningIdentities identities, BatchSigner signer, Clock clock) {
    this.identities = identities;
    this.signer = signer;
    this.clock = clock;
  }

  /** Says that an exchange has begun; closed when it is over. */
  BatchSigner.UnderWay begin() {
    return signer.begin();
  }

  public MessageSignature sign(SignedParts parts, MemberId member, GlobalConfiguration global) {
    try {
      return signer.sign(parts, identities.signerOf(member, global, clock.instant()));
    } catch (Fault fault) {
      throw fault.within(FaultCode.CANNOT_CREATE_SIGNATURE);
    }
  }
}
