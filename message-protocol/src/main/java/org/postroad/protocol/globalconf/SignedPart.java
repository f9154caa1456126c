// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/** Takes one part out of an instance's configuration, believing nothing but the anchor's keys. */
public final class SignedPart {
  private final ConfigurationAnchor anchor;
  private final AnchorCheck.Fetch fetch;

  public SignedPart(ConfigurationAnchor anchor, AnchorCheck.Fetch fetch) {
    this.anchor = anchor;
    this.fetch = fetch;
  }

  /**
   * The bytes of a part as the configuration that has not expired at that moment lists it; nothing
   * if it lists none.
   *
   * @throws Fault why the last of the anchor's sources is not believed, when none is
   */
  public Optional<byte[]> read(String contentIdentifier, Instant now) {
    Fault last = new Fault(FaultCode.MALFORMED_GLOBAL_CONF, "The anchor has no usable address");
    for (ConfigurationAnchor.Source source : anchor.sources()) {
      try {
        return read(source, contentIdentifier, now);
      } catch (Fault refused) {
        last = refused;
      } catch (IOException | URISyntaxException | IllegalArgumentException failure) {
        String text = source.downloadUrl() + ": " + failure.getMessage();
        last = new Fault(FaultCode.NETWORK_ERROR, text, failure);
      }
    }
    throw last;
  }

  private Optional<byte[]> read(
      ConfigurationAnchor.Source source, String contentIdentifier, Instant now)
      throws IOException, URISyntaxException {
    URI url = new URI(source.downloadUrl());
    SignedDirectory directory =
        SignedDirectory.verify(newest(url), source.verificationCertificates(), now);
    Optional<PartReference> listed = directory.part(contentIdentifier, anchor.instance());
    if (listed.isEmpty()) {
      return Optional.empty();
    }
    URI place = listed.get().resolve(url);
    byte[] content = fetch.get(place).orElseThrow(() -> new IOException("nothing is at " + place));
    listed.get().check(content);
    return Optional.of(content);
  }

  private byte[] newest(URI url) throws IOException {
    for (URI address : ConfigurationVersion.addresses(url)) {
      Optional<byte[]> directory = fetch.get(address);
      if (directory.isPresent()) {
        return directory.get();
      }
    }
    throw new IOException("no version of the configuration is served");
  }
}
