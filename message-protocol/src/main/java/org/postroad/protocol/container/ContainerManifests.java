// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.signature.HashChainDocuments;

/**
 * The two manifests of a container, byte for byte as the reference writes them (D-057, D-058).
 *
 * <p>Neither is signed; what they say follows from the other entries. The order of the files in the
 * first is the one the reference has, whatever the order of the entries.
 */
final class ContainerManifests {
  private static final List<String> LISTED =
      List.of(
          ContainerEntries.SIGNATURE_CHAIN,
          ContainerEntries.MESSAGE,
          ContainerEntries.TIMESTAMP_CHAIN_RESULT,
          ContainerEntries.SIGNATURE_CHAIN_RESULT,
          ContainerEntries.TIMESTAMP_CHAIN);

  private ContainerManifests() {}

  /** {@code META-INF/manifest.xml}, an OpenDocument manifest of the files outside META-INF. */
  static byte[] files(Set<String> entries, int attachments) {
    StringBuilder xml = new StringBuilder();
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<manifest:manifest");
    xml.append(" xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"");
    xml.append(" manifest:version=\"1.2\">\n");
    file(xml, ContainerEntries.TYPE, "/");
    for (String name : LISTED) {
      if (entries.contains(name)) {
        file(xml, "text/xml", name);
      }
    }
    for (int number = 1; number <= attachments; number++) {
      file(xml, "application/octet-stream", ContainerEntries.attachment(number));
    }
    xml.append("</manifest:manifest>\n");
    return xml.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void file(StringBuilder xml, String type, String path) {
    xml.append("    <manifest:file-entry manifest:media-type=\"").append(type);
    xml.append("\" manifest:full-path=\"").append(path).append("\"/>\n");
  }

  /** {@code META-INF/ASiCManifest.xml}, which says what the time-stamp covers. */
  static byte[] timestamp(HashChainDocuments hashChain) {
    String digest = DigestAlgorithm.SHA512.digest(hashChain.result()).base64();
    String xml =
        """
        <?xml version="1.0" encoding="utf-8"?>
        <asic:ASiCManifest xmlns:asic="http://uri.etsi.org/2918/v1.2.1#" \
        xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
        <asic:SigReference URI="META-INF/timestamp.tst" MimeType="vnd.etsi.timestamp-token"/>
        <asic:DataObjectReference URI="ts-hashchainresult.xml" MimeType="text/xml">
        <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha512" />
        <ds:DigestValue>DIGEST</ds:DigestValue>
        </asic:DataObjectReference>
        </asic:ASiCManifest>\
        """
            .replace("DIGEST", digest);
    return xml.getBytes(StandardCharsets.UTF_8);
  }
}
