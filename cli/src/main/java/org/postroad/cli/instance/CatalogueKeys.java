// SPDX-License-Identifier: MIT
package org.postroad.cli.instance;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import org.postroad.cli.process.Keys;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.registry.catalog.CollectionLimits;
import org.postroad.registry.catalog.CollectionSettings;

/**
 * The section about collecting the services that members offer; nothing is collected without a
 * server.
 *
 * @param server the client port of the security server that asks
 * @param certificate with what it shows over HTTPS
 * @param client in whose name it asks
 */
record CatalogueKeys(
    Optional<URI> server,
    Optional<Path> certificate,
    Optional<ClientId> client,
    Duration interval) {

  static CatalogueKeys read(Keys keys) {
    Optional<URI> server =
        keys.text(
                "server",
                "client port of the security server that asks for services,"
                    + " http://HOST:PORT/; none are collected if not given")
            .map(URI::create);
    Optional<Path> certificate =
        keys.path("certificate", "the one that this server shows, for an https address");
    Optional<ClientId> client =
        keys.text("client", "in whose name it asks, INSTANCE/CLASS/CODE/SUBSYSTEM")
            .map(ClientId::parse);
    if (server.isPresent() != client.isPresent()) {
      throw new IllegalArgumentException("server and client belong together");
    }
    return new CatalogueKeys(
        server,
        certificate,
        client,
        keys.time(
            "interval", CollectionSettings.USUAL_INTERVAL, "between two rounds of collecting"));
  }

  Optional<CollectionSettings> settings() throws IOException {
    if (server.isEmpty() || client.isEmpty()) {
      return Optional.empty();
    }
    Optional<X509Certificate> shown = Optional.empty();
    if (certificate.isPresent()) {
      shown = Optional.of(Certificates.parse(Files.readAllBytes(certificate.get())));
    }
    return Optional.of(
        new CollectionSettings(
            server.get(), shown, client.get(), interval, CollectionLimits.DEFAULTS));
  }
}
