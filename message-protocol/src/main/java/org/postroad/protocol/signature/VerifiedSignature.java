// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import org.postroad.protocol.certificate.CertificateChain;
import org.postroad.protocol.identifier.MemberId;

/** An intact signature of a member whose certificate was good at the instant asked for. */
public record VerifiedSignature(
    IntactSignature signature, MemberId signer, CertificateChain chain) {}
