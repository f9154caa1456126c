// SPDX-License-Identifier: MIT
package org.postroad.securityserver.golden;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.signature.SignedParts;
import org.postroad.protocol.transport.TransportLimits;
import org.postroad.protocol.transport.TransportPart;
import org.postroad.protocol.transport.TransportReader;

/** What a message on the server port says is signed, and the signature over it. */
record ReadParts(SignedParts parts, MessageSignature signature) {

  static ReadParts of(byte[] message, boolean response) throws IOException {
    String type =
        RawHttp.head(message)
            .lines()
            .filter(line -> line.startsWith("Content-Type: "))
            .findFirst()
            .orElseThrow()
            .substring("Content-Type: ".length());
    var reader =
        new TransportReader(
            new ByteArrayInputStream(RawHttp.body(message)),
            type,
            TransportLimits.DEFAULT,
            response);
    List<Digest> digests = new ArrayList<>();
    Optional<MessageSignature> signature = Optional.empty();
    for (var next = reader.next(); next.isPresent(); next = reader.next()) {
      switch (next.get()) {
        case TransportPart.Soap soap -> digests.add(DigestAlgorithm.SHA512.digest(soap.bytes()));
        case TransportPart.RestHead rest ->
            digests.add(DigestAlgorithm.SHA512.digest(rest.bytes()));
        case TransportPart.Body body ->
            digests.add(DigestAlgorithm.SHA512.digest(body.stream().readAllBytes()));
        case TransportPart.Attachment attachment ->
            digests.add(DigestAlgorithm.SHA512.digest(attachment.stream().readAllBytes()));
        case TransportPart.Signature signed -> signature = Optional.of(signed.signature());
        case TransportPart.Ocsp _, TransportPart.FaultPart _ -> {}
      }
    }
    return new ReadParts(
        new SignedParts(digests.getFirst(), digests.subList(1, digests.size())),
        signature.orElseThrow());
  }
}
