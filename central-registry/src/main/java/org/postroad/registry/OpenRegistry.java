// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.postroad.registry.distribution.Distribution;
import org.postroad.registry.publication.CurrentGeneration;
import org.postroad.registry.publication.NodeCommand.AnnounceNode;
import org.postroad.registry.publication.Publication;
import org.postroad.registry.store.Change;
import org.postroad.registry.store.RegistryJournal;
import org.postroad.registry.witness.RegistryWitness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a registry together by hand; what was opened is closed again when a later step fails. */
record OpenRegistry(
    RegistryOptions options, RegistryDirectory directory, Clock clock, SecureRandom random) {
  private static final Logger LOG = LoggerFactory.getLogger(CentralRegistry.class);

  static OpenRegistry of(RegistryOptions options, Clock clock, SecureRandom random) {
    return new OpenRegistry(options, new RegistryDirectory(options.directory()), clock, random);
  }

  CentralRegistry run() {
    RestoreRegistry.complete(options, clock);
    directory.make();
    AcceptChange acceptChange = AcceptChange.open(journal(), options.instance(), clock);
    try {
      SigningToken token = SigningToken.open(directory.token(), options.pin());
      make(acceptChange, token).ensureOnePerSource(options.keyKind());
      announce(acceptChange);
      return withWitness(acceptChange, token);
    } catch (RuntimeException failure) {
      acceptChange.close();
      throw failure;
    }
  }

  private RegistryJournal journal() {
    return RegistryJournal.open(
        options.database(), directory.journal(), options.instance(), options.role().node(), clock);
  }

  private CentralRegistry withWitness(AcceptChange acceptChange, SigningToken token) {
    RegistryWitness witness = witness();
    try {
      return serving(acceptChange, token, witness);
    } catch (RuntimeException failure) {
      CentralRegistry.close(witness);
      throw failure;
    }
  }

  private CentralRegistry serving(
      AcceptChange acceptChange, SigningToken token, RegistryWitness witness) {
    RegistryCatalog catalog = RegistryCatalog.open(options, directory, acceptChange, clock);
    try {
      return serving(acceptChange, token, witness, catalog);
    } catch (RuntimeException failure) {
      catalog.close();
      throw failure;
    }
  }

  private CentralRegistry serving(
      AcceptChange acceptChange,
      SigningToken token,
      RegistryWitness witness,
      RegistryCatalog catalog) {
    var cluster = new FindClusterStatus(options, acceptChange, clock);
    var history = new ReadHistory(acceptChange.journal(), options.instance());
    var backups = new RegistryBackups(options, acceptChange, clock, random);
    var current = new CurrentGeneration(cluster::note);
    var distributor =
        new Distributor(current, directory.published(), witness.witness(), catalog, clock);
    Distribution distribution = distributor.open(options.listen(), Optional.empty());
    try {
      var settings = new NodeSettings(options, acceptChange, distribution.address());
      Publication publication = publication(acceptChange, token, catalog, current, settings);
      var schedule = new PublicationSchedule(publication);
      var registry =
          new CentralRegistry(
              new CentralRegistry.Keeping(acceptChange, history, cluster, backups),
              token,
              changes(acceptChange, token, settings),
              new CentralRegistry.Publishing(publication, current, schedule, settings),
              new CentralRegistry.Serving(distributor, distribution, catalog),
              witness,
              clock);
      schedule.start(
          options.policy().publicationInterval(),
          acceptChange.snapshot().membership().managementServiceProvider().isPresent());
      LOG.info("registry serves configuration at {}", settings.get().address());
      return registry;
    } catch (RuntimeException failure) {
      distribution.close();
      throw failure;
    }
  }

  private CentralRegistry.Changes changes(
      AcceptChange acceptChange, SigningToken token, NodeSettings settings) {
    return new CentralRegistry.Changes(
        new ChangeSigningKeys(acceptChange, token, make(acceptChange, token)),
        new ChangeParts(acceptChange, directory.partDeclarations()),
        new AnchorExchange(acceptChange, settings, clock));
  }

  private Publication publication(
      AcceptChange acceptChange,
      SigningToken token,
      RegistryCatalog catalog,
      CurrentGeneration current,
      NodeSettings settings) {
    return new Publication(
        () -> catalog.addTo(acceptChange.currentSnapshot()),
        settings,
        token::signer,
        directory.published(),
        directory.localCopy(),
        current,
        clock,
        random);
  }

  private MakeSigningKey make(AcceptChange acceptChange, SigningToken token) {
    return new MakeSigningKey(acceptChange, token, options.role().node(), random);
  }

  private RegistryWitness witness() {
    try {
      return RegistryWitness.open(
          directory.witness(),
          directory.tlogPolicy(),
          options.instance(),
          options.pin(),
          clock,
          random);
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot open the witness in " + directory.root(), failure);
    }
  }

  /** Lets the other nodes know where this one is reached, if that is told and news (A108). */
  private void announce(AcceptChange acceptChange) {
    String node = options.role().node();
    options
        .address()
        .filter(told -> !acceptChange.snapshot().node(node).address().equals(Optional.of(told)))
        .ifPresent(told ->
            acceptChange.apply(
                new Change.OfNodes(new AnnounceNode(node, told)), new Author(node, "start")));
  }
}
