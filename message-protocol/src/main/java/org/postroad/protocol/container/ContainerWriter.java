// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes ASiC-E containers (D-055 to D-060).
 *
 * <p>Entries are stored, not deflated: {@code mimetype} has to be, and nothing else gives the same
 * file for the same content everywhere. Reference and other ASiC readers take both.
 */
public final class ContainerWriter {
  private ContainerWriter() {}

  /**
   * Writes the container and leaves the stream open. Attachments are read twice, once for their
   * checksum, and never held whole.
   */
  public static void write(ContainerContent content, OutputStream out) throws IOException {
    ZipWriter zip = new ZipWriter(out, content.time());
    for (Map.Entry<String, byte[]> entry : entries(content).entrySet()) {
      zip.entry(entry.getKey(), entry.getValue());
    }
    for (Attachment attachment : content.attachments()) {
      zip.entry(ContainerEntries.attachment(attachment.number()), attachment);
    }
    zip.end(ContainerEntries.COMMENT);
  }

  public static byte[] toByteArray(ContainerContent content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      write(content, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static Map<String, byte[]> entries(ContainerContent content) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put(ContainerEntries.MIMETYPE, ContainerEntries.mimetype());
    entries.put(ContainerEntries.MESSAGE, content.message());
    entries.put(ContainerEntries.SIGNATURE, content.signature().document());
    content
        .signature()
        .hashChain()
        .ifPresent(chain -> {
          entries.put(ContainerEntries.SIGNATURE_CHAIN_RESULT, chain.result());
          entries.put(ContainerEntries.SIGNATURE_CHAIN, chain.chain());
        });
    content
        .timestamp()
        .ifPresent(timestamp -> {
          entries.put(ContainerEntries.TIMESTAMP_CHAIN_RESULT, timestamp.hashChain().result());
          entries.put(ContainerEntries.TIMESTAMP_CHAIN, timestamp.hashChain().chain());
        });
    entries.put(
        ContainerEntries.MANIFEST,
        ContainerManifests.files(entries.keySet(), content.attachments().size()));
    content
        .timestamp()
        .ifPresent(timestamp -> {
          entries.put(
              ContainerEntries.TIMESTAMP_MANIFEST,
              ContainerManifests.timestamp(timestamp.hashChain()));
          entries.put(ContainerEntries.TIMESTAMP, timestamp.token());
        });
    return entries;
  }
}
