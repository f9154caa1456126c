// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.postroad.protocol.catalog.MemberCertificates;
import org.postroad.protocol.catalog.ServiceCatalog;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.registry.catalog.Catalog;
import org.postroad.registry.catalog.CatalogApi;
import org.postroad.registry.catalog.CatalogSnapshot;
import org.postroad.registry.catalog.CertificateCommand.NoteSigner;
import org.postroad.registry.catalog.CertificateSnapshot;
import org.postroad.registry.catalog.CollectServices;
import org.postroad.registry.catalog.CollectionSettings;
import org.postroad.registry.distribution.PublicAnswer;
import org.postroad.registry.distribution.PublicApi;
import org.postroad.registry.membership.MembershipSnapshot;
import org.postroad.registry.membership.RegisteredServer;
import org.postroad.registry.publication.OptionalPart;
import org.postroad.registry.publication.RegistrySnapshot;
import org.postroad.registry.store.CatalogStore;
import org.postroad.registry.store.Change;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The services of an instance and the certificates of its members, as a registry knows them: put
 * into every generation, and answered about. Without anything known there is nothing to publish.
 */
final class RegistryCatalog implements PublicApi, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryCatalog.class);

  private final CatalogStore store;
  private final Catalog catalog;
  private final AcceptChange acceptChange;
  private final CatalogApi api;
  private final Clock clock;

  private RegistryCatalog(
      CatalogStore store, Catalog catalog, AcceptChange acceptChange, Clock clock) {
    this.store = store;
    this.catalog = catalog;
    this.acceptChange = acceptChange;
    this.clock = clock;
    this.api =
        new CatalogApi(
            catalog, () -> acceptChange.snapshot().membership(), acceptChange::certificates);
  }

  static RegistryCatalog open(
      RegistryOptions options,
      RegistryDirectory directory,
      AcceptChange acceptChange,
      Clock clock) {
    CatalogStore store =
        CatalogStore.open(options.database(), directory.catalogue(), options.role().node(), clock);
    try {
      return new RegistryCatalog(store, new Catalog(store, clock), acceptChange, clock);
    } catch (RuntimeException failure) {
      store.close();
      throw failure;
    }
  }

  /** Adds the parts about services and certificates, as they are now, to what is published. */
  RegistrySnapshot addTo(RegistrySnapshot snapshot) {
    try {
      catalog.refresh();
    } catch (Fault unreachable) {
      LOG.warn("what other nodes saw of services is not published now", unreachable);
    }
    String instance = snapshot.membership().instance();
    var parts = new ArrayList<>(snapshot.parts());
    CatalogSnapshot services = catalog.snapshot();
    if (services.last() > 0) {
      parts.add(
          part(
              ServiceCatalog.CONTENT_IDENTIFIER,
              ServiceCatalog.FILE_NAME,
              services.published(instance).toBytes()));
    }
    CertificateSnapshot certificates = acceptChange.certificates();
    if (!certificates.certificates().isEmpty()) {
      parts.add(
          part(
              MemberCertificates.CONTENT_IDENTIFIER,
              MemberCertificates.FILE_NAME,
              new MemberCertificates(instance, certificates.certificates()).toBytes()));
    }
    return snapshot.withParts(parts);
  }

  private static OptionalPart part(String contentIdentifier, String fileName, byte[] content) {
    return new OptionalPart(
        contentIdentifier, fileName, Base64.getEncoder().encodeToString(content));
  }

  /**
   * Notes that a member has signed with this certificate, unless that is known. What it signed was
   * accepted, so that this cannot be noted now stops nobody: it will sign again.
   */
  void note(MemberId member, X509Certificate certificate, Author author) {
    var command = new NoteSigner(member, certificate);
    if (acceptChange.isNoted(command)) {
      return;
    }
    try {
      acceptChange.apply(new Change.OfCertificates(command), author);
    } catch (Fault fault) {
      LOG.warn("a signing certificate of {} is not noted", member, fault);
    }
  }

  /** Begins to collect; ends when what is given is closed. */
  ServiceCollection collect(CollectionSettings settings, Supplier<UUID> ids) {
    var collecting = new CollectServices(catalog, settings, ids, clock);
    return ServiceCollection.begin(
        collecting, () -> clients(acceptChange.snapshot().membership()), settings.interval());
  }

  /** Everybody whose services can be called: owners of servers, and clients that are enabled. */
  private static Set<ClientId> clients(MembershipSnapshot membership) {
    Set<ClientId> clients = new LinkedHashSet<>();
    for (RegisteredServer server : membership.servers()) {
      clients.add(server.id().owner());
      clients.addAll(server.clients());
    }
    return clients;
  }

  @Override
  public boolean concerns(String path) {
    return CatalogApi.concerns(path);
  }

  @Override
  public PublicAnswer get(String path, String query) {
    var answer = api.answer(path, query);
    return new PublicAnswer(answer.status(), answer.type(), answer.body(), answer.changing());
  }

  @Override
  public void close() {
    store.close();
  }
}
