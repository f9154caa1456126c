// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.signature.HashChainDocuments;
import org.postroad.protocol.signature.MessageSignature;

/** Containers whose form matters and whose signatures do not. */
final class Fixtures {
  static final Instant TIME = Instant.parse("2026-11-21T02:36:10Z");

  private Fixtures() {}

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The smallest content there is. */
  static ContainerContent plain() {
    return new ContainerContent(
        ascii("<message/>"),
        new MessageSignature(ascii("<signature/>"), Optional.empty()),
        Optional.empty(),
        List.of(),
        TIME);
  }

  /** Everything a container can have. */
  static ContainerContent full() {
    return new ContainerContent(
        ascii("POST\r\n/r1/DEV/COM/1/S/svc\r\n"),
        new MessageSignature(
            ascii("<signature/>"),
            Optional.of(new HashChainDocuments(ascii("<sig-result/>"), ascii("<sig-chain/>")))),
        Optional.of(
            new ContainerTimestamp(
                ascii("token"),
                new HashChainDocuments(ascii("<ts-result/>"), ascii("<ts-chain/>")))),
        List.of(
            new Attachment(1, ascii("body")), new Attachment(2, new byte[] {0, 1, 2, (byte) 255})),
        TIME);
  }

  /** The smallest container as a forged archive, with stored entries, not yet forged. */
  static ForgedZip forged() {
    ForgedZip zip = new ForgedZip();
    zip.stored("mimetype", ContainerEntries.mimetype());
    zip.deflated(
        "message.xml", ascii("<message>some text that can be deflated aaaaaaaaaa</message>"));
    zip.deflated("META-INF/signatures.xml", ascii("<signature/>"));
    return zip;
  }

  static ContainerContent readAny(byte[] file) {
    return ContainerReader.read(file, ContainerForm.ANY, ContainerLimits.DEFAULT);
  }

  static ContainerContent readOwn(byte[] file) {
    return ContainerReader.read(file, ContainerForm.OWN, ContainerLimits.DEFAULT);
  }

  static FaultCode refusal(Runnable reading) {
    return assertThrows(Fault.class, reading::run).code();
  }
}
