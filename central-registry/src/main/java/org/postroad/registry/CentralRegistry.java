// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.postroad.protocol.administration.AccessCommand;
import org.postroad.protocol.administration.ApiToken;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.globalconf.AnchorCheck;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.protocol.token.KeyKind;
import org.postroad.registry.catalog.CollectionSettings;
import org.postroad.registry.distribution.Distribution;
import org.postroad.registry.history.HistoryQuery;
import org.postroad.registry.membership.ApprovalPolicy;
import org.postroad.registry.membership.MembershipCommand;
import org.postroad.registry.membership.RegisteredRequest;
import org.postroad.registry.membership.RequestOrigin;
import org.postroad.registry.publication.Alert;
import org.postroad.registry.publication.ClusterStatus;
import org.postroad.registry.publication.ConfigurationSource;
import org.postroad.registry.publication.CurrentGeneration;
import org.postroad.registry.publication.Publication;
import org.postroad.registry.publication.PublicationStatus;
import org.postroad.registry.publication.Published;
import org.postroad.registry.publication.RegistrySnapshot;
import org.postroad.registry.store.Change;
import org.postroad.registry.trust.TrustCommand;
import org.postroad.registry.trust.TrustCommand.TrustInstance;
import org.postroad.registry.witness.RegistryWitness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registry of one instance. A command that returns is on disk; what is published follows within
 * the publication interval or at {@link #publish}.
 *
 * <p>Threads: callers of commands take turns at the lock of {@link AcceptChange}, one thread
 * publishes at the interval, one event loop serves files. Publishing holds its own lock while it
 * takes the snapshot under the former one, never the other way round.
 */
public final class CentralRegistry implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CentralRegistry.class);

  private final Keeping keeping;
  private final AcceptChange acceptChange;
  private final SigningToken token;
  private final Changes changes;
  private final Publishing publishing;
  private final Serving serving;
  private final RegistryWitness witness;
  private final Clock clock;

  /** Changes that need more than a command. */
  record Changes(ChangeSigningKeys keys, ChangeParts parts, AnchorExchange anchors) {}

  /** What publishes, what is published, and when. */
  record Publishing(
      Publication publication,
      CurrentGeneration current,
      PublicationSchedule schedule,
      NodeSettings settings) {}

  /** What is kept, and what can be told of it. */
  record Keeping(
      AcceptChange acceptChange,
      ReadHistory history,
      FindClusterStatus cluster,
      RegistryBackups backups) {}

  /** The port that is open, how others are opened, and what is answered there besides files. */
  record Serving(Distributor distributor, Distribution distribution, RegistryCatalog catalog) {}

  CentralRegistry(
      Keeping keeping,
      SigningToken token,
      Changes changes,
      Publishing publishing,
      Serving serving,
      RegistryWitness witness,
      Clock clock) {
    this.keeping = keeping;
    this.acceptChange = keeping.acceptChange();
    this.token = token;
    this.changes = changes;
    this.publishing = publishing;
    this.serving = serving;
    this.witness = witness;
    this.clock = clock;
  }

  /**
   * Opens the registry in its directory, makes signing keys at the first start, publishes if there
   * is something to publish, and serves.
   */
  public static CentralRegistry open(RegistryOptions options, Clock clock, SecureRandom random) {
    return OpenRegistry.of(options, clock, random).run();
  }

  /** Changes the membership; refused by a fault that says which rule was broken. */
  public void execute(MembershipCommand command, Author author) {
    acceptChange.apply(new Change.OfMembership(command), author);
  }

  /**
   * Takes a management request in (B50 to B59).
   *
   * @param policy which requests of security servers are approved as they come
   * @return the id under which it is kept
   */
  public long submit(
      RequestOrigin origin, ManagementRequest request, ApprovalPolicy policy, Author author) {
    return acceptChange.submit(origin, request, policy, author);
  }

  /** Every request that was accepted, in the order of the ids. */
  public List<RegisteredRequest> requests() {
    return acceptChange.requests();
  }

  /** Changes who may administer; refused by a fault that says which rule was broken. */
  public void execute(AccessCommand command, Author author) {
    acceptChange.apply(new Change.OfAccess(command), author);
  }

  /** The API tokens, in the order they were made. */
  public List<ApiToken> tokens() {
    return acceptChange.tokens();
  }

  /** Changes the approved trust services; refused by a fault that says which rule was broken. */
  public void execute(TrustCommand command, Author author) {
    if (command instanceof TrustInstance partner) {
      changes.anchors().follow(partner, author);
      return;
    }
    acceptChange.apply(new Change.OfTrust(command), author);
  }

  /**
   * Judges the anchor of another instance and follows that instance if nothing is wrong with it
   * (A10).
   *
   * @param fetch how the partner's configuration is asked for
   */
  public AnchorCheck.Result trust(byte[] anchorFile, AnchorCheck.Fetch fetch, Author author) {
    return changes.anchors().trust(anchorFile, fetch, author);
  }

  /**
   * Publishes a declared optional part in every version, in place of the one before (A58).
   *
   * @return the SHA-224 by which the audit log names what was uploaded (E48)
   */
  public Digest uploadPart(String contentIdentifier, byte[] content, Author author) {
    return changes.parts().upload(contentIdentifier, content, author);
  }

  /** The parts that may be published and the files they are published as. */
  public Map<String, String> declaredParts() {
    return changes.parts().declared();
  }

  /** Publishes an optional part no longer. */
  public void removePart(String contentIdentifier, Author author) {
    changes.parts().remove(contentIdentifier, author);
  }

  /** Makes another key for a directory and publishes its certificate; not active yet (A106). */
  public String addSigningKey(ConfigurationSource source, KeyKind kind, Author author) {
    return changes.keys().add(source, kind, author);
  }

  /** Signs with this key from the next generation on. */
  public void activateSigningKey(ConfigurationSource source, String keyId, Author author) {
    changes.keys().activate(source, keyId, author);
  }

  /** Deletes a key that is not active. */
  public void deleteSigningKey(ConfigurationSource source, String keyId, Author author) {
    changes.keys().delete(source, keyId, author);
  }

  /**
   * Collects the services that members offer, from now until what is given is closed; close it
   * before the registry.
   */
  public ServiceCollection collectServices(CollectionSettings settings) {
    return serving.catalog().collect(settings, UUID::randomUUID);
  }

  /** Notes that a member has signed with this certificate, which was proven (B26). */
  void noteSigner(MemberId member, X509Certificate certificate, Author author) {
    serving.catalog().note(member, certificate, author);
  }

  /** Publishes what is registered now; on failure the former generation stays. */
  public Published publish() {
    return publishing.publication().run();
  }

  /** What keeps this registry from publishing; nothing if all is well (E47). */
  public List<Alert> alerts() {
    return new FindAlerts(
            acceptChange, token, publishing.publication()::status, publishing.settings(), clock)
        .now();
  }

  /** The generation being served; none before the first. */
  public Optional<Published> published() {
    return publishing.current().get();
  }

  /** How publishing goes. */
  public PublicationStatus publicationStatus() {
    return publishing.publication().status();
  }

  /** How all nodes of this registry go (F11). */
  public ClusterStatus clusterStatus() {
    return keeping.cluster().get(publishing.settings().get().address());
  }

  /** Every change of a field, with who, when and why (D27). */
  public HistoryQuery.Page history(HistoryQuery query) {
    return keeping.history().find(query);
  }

  /** The backups of this node (E11). */
  public RegistryBackups backups() {
    return keeping.backups();
  }

  /** What servers of this instance start from. */
  public ConfigurationAnchor internalAnchor() {
    return changes.anchors().own(ConfigurationSource.INTERNAL);
  }

  /** What registries and servers of other instances start from. */
  public ConfigurationAnchor externalAnchor() {
    return changes.anchors().own(ConfigurationSource.EXTERNAL);
  }

  /** All that is registered now. */
  public RegistrySnapshot snapshot() {
    return acceptChange.snapshot();
  }

  /** This registry as a witness of message logs. */
  public RegistryWitness witness() {
    return witness;
  }

  /** Where configuration is served. */
  public InetSocketAddress address() {
    return serving.distribution().address();
  }

  /** The token with the keys that sign directories. */
  public SigningToken token() {
    return token;
  }

  /** What concerns this registry as a whole (E46). */
  public SystemOperations system() {
    return new SystemOperations(acceptChange, token, publishing.settings());
  }

  Distributor distributor() {
    return serving.distributor();
  }

  NodeSettings settings() {
    return publishing.settings();
  }

  @Override
  public void close() {
    publishing.schedule().stop();
    serving.distribution().close();
    publishing.schedule().close();
    close(witness);
    serving.catalog().close();
    keeping.backups().close();
    acceptChange.close();
    token.close();
  }

  static void close(RegistryWitness witness) {
    try {
      witness.close();
    } catch (IOException failure) {
      LOG.warn("the witness did not close cleanly", failure);
    }
  }
}
