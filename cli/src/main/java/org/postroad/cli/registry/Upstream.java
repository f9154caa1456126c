// SPDX-License-Identifier: MIT
package org.postroad.cli.registry;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.AnchorCheck;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.Generation;
import org.postroad.protocol.globalconf.PartReference;
import org.postroad.protocol.globalconf.SignedDirectory;

/**
 * Fetches the configuration of one version from the registry a proxy follows, verified as any
 * client does: signed by a key of the anchor, not expired, parts as they were signed, and not older
 * than what was taken before.
 */
final class Upstream {
  private final ConfigurationAnchor anchor;
  private final AnchorCheck.Fetch fetch;

  /** A directory and its parts by their locations. */
  record Fetched(SignedDirectory directory, Map<PartReference, byte[]> parts) {}

  Upstream(ConfigurationAnchor anchor, AnchorCheck.Fetch fetch) {
    this.anchor = anchor;
    this.fetch = fetch;
  }

  /** Nothing where the registry does not serve this version. */
  Optional<Fetched> fetch(int version, Optional<Generation> newest, Instant now)
      throws IOException {
    IOException failure = new IOException("The anchor names no address that can be asked");
    for (ConfigurationAnchor.Source source : anchor.sources()) {
      try {
        return fetch(source, version, newest, now);
      } catch (IOException | Fault | URISyntaxException e) {
        failure = new IOException(source.downloadUrl() + ": " + text(e), e);
      }
    }
    throw failure;
  }

  private static String text(Exception e) {
    return e instanceof Fault fault ? fault.text() : String.valueOf(e.getMessage());
  }

  private Optional<Fetched> fetch(
      ConfigurationAnchor.Source source, int version, Optional<Generation> newest, Instant now)
      throws IOException, URISyntaxException {
    URI given = new URI(source.downloadUrl());
    URI url = new URI(given.getScheme(), given.getAuthority(), given.getPath(), null, null);
    Optional<byte[]> document = fetch.get(URI.create(url + "?version=" + version));
    if (document.isEmpty()) {
      return Optional.empty();
    }
    var directory = SignedDirectory.verify(document.get(), source.verificationCertificates(), now);
    requireNewer(directory, version, newest);
    Map<PartReference, byte[]> parts = new LinkedHashMap<>();
    for (PartReference part : directory.parts()) {
      URI place = part.resolve(url);
      byte[] content =
          fetch.get(place).orElseThrow(() -> new IOException("nothing is at " + place));
      part.check(content);
      parts.put(part, content);
    }
    return Optional.of(new Fetched(directory, parts));
  }

  private void requireNewer(SignedDirectory directory, int version, Optional<Generation> newest) {
    if (directory.version() != version) {
      throw malformed("It is of version " + directory.version() + ", asked for " + version);
    }
    if (directory.part(PartReference.SHARED_PARAMETERS, anchor.instance()).isEmpty()) {
      throw malformed("It has no shared parameters of " + anchor.instance());
    }
    if (newest.filter(directory.generation(anchor.instance())::isBefore).isPresent()) {
      throw new Fault(
          FaultCode.GLOBAL_CONF_OUTDATED, "It is older than the one known, " + newest.get());
    }
  }

  private static Fault malformed(String text) {
    return new Fault(FaultCode.MALFORMED_GLOBAL_CONF, text);
  }
}
