// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import org.postroad.protocol.algorithm.StrictBase64;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/** A part that is published as it was uploaded, beside the two core parts. */
public record OptionalPart(String contentIdentifier, String fileName, String base64) {

  /** The file as it was uploaded. */
  public byte[] content() {
    return StrictBase64.decode(base64)
        .orElseThrow(() ->
            new Fault(
                FaultCode.INVALID_REQUEST,
                "The content of part " + contentIdentifier + " is not base64"));
  }
}
