// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.AnchorCheck;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.protocol.token.KeyKind;
import org.postroad.registry.distribution.Distribution;
import org.postroad.registry.distribution.DistributionLimits;
import org.postroad.registry.membership.ApprovalPolicy;
import org.postroad.registry.membership.MembershipCommand;
import org.postroad.registry.membership.RegisteredRequest;
import org.postroad.registry.membership.RequestOrigin;
import org.postroad.registry.publication.Anchors;
import org.postroad.registry.publication.ConfigurationSource;
import org.postroad.registry.publication.CurrentGeneration;
import org.postroad.registry.publication.NodeCommand.AnnounceNode;
import org.postroad.registry.publication.PartCommand.RemovePart;
import org.postroad.registry.publication.PartCommand.UploadPart;
import org.postroad.registry.publication.PartDeclarations;
import org.postroad.registry.publication.Publication;
import org.postroad.registry.publication.PublicationSettings;
import org.postroad.registry.publication.PublicationStatus;
import org.postroad.registry.publication.Published;
import org.postroad.registry.publication.RegistrySnapshot;
import org.postroad.registry.publication.SigningKeyCommand.ActivateSigningKey;
import org.postroad.registry.publication.SigningKeyCommand.DeleteSigningKey;
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

  private final AcceptChange acceptChange;
  private final SigningToken token;
  private final RegistryWitness witness;
  private final CurrentGeneration current;
  private final Distribution distribution;
  private final Publication publication;
  private final PublicationSettings settings;
  private final Path declarations;
  private final Clock clock;
  private final MakeSigningKey makeSigningKey;
  private final ScheduledExecutorService schedule;

  private CentralRegistry(
      RegistryOptions options,
      AcceptChange acceptChange,
      SigningToken token,
      RegistryWitness witness,
      CurrentGeneration current,
      Distribution distribution,
      Clock clock,
      SecureRandom random) {
    this.acceptChange = acceptChange;
    this.token = token;
    this.witness = witness;
    this.current = current;
    this.distribution = distribution;
    this.settings = settings(options, distribution.address());
    this.declarations = new RegistryDirectory(options.directory()).partDeclarations();
    this.clock = clock;
    this.makeSigningKey = new MakeSigningKey(acceptChange, token, settings.node(), random);
    this.publication =
        new Publication(
            acceptChange::snapshot,
            settings,
            token::signer,
            publicFolder(options),
            new RegistryDirectory(options.directory()).localCopy(),
            current,
            clock,
            random);
    this.schedule =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("registry-publication").factory());
  }

  /**
   * Opens the registry in its directory, makes signing keys at the first start, publishes if there
   * is something to publish, and serves.
   */
  public static CentralRegistry open(RegistryOptions options, Clock clock, SecureRandom random) {
    prepare(options.directory());
    AcceptChange acceptChange =
        AcceptChange.open(options.directory().resolve("registry"), options.instance(), clock);
    try {
      SigningToken token =
          SigningToken.open(options.directory().resolve("token.p12"), options.pin());
      new MakeSigningKey(acceptChange, token, options.role().node(), random)
          .ensureOnePerSource(options.keyKind());
      announce(options, acceptChange);
      RegistryWitness witness = witness(options, clock, random);
      try {
        return serve(options, acceptChange, token, witness, clock, random);
      } catch (RuntimeException failure) {
        close(witness);
        throw failure;
      }
    } catch (RuntimeException failure) {
      acceptChange.close();
      throw failure;
    }
  }

  private static CentralRegistry serve(
      RegistryOptions options,
      AcceptChange acceptChange,
      SigningToken token,
      RegistryWitness witness,
      Clock clock,
      SecureRandom random) {
    var current = new CurrentGeneration();
    Distribution distribution =
        Distribution.open(
            options.listen(),
            current::find,
            publicFolder(options),
            Optional.of(witness.witness()),
            DistributionLimits.DEFAULTS,
            clock);
    try {
      var registry =
          new CentralRegistry(
              options, acceptChange, token, witness, current, distribution, clock, random);
      registry.start(options.policy());
      return registry;
    } catch (RuntimeException failure) {
      distribution.close();
      throw failure;
    }
  }

  private static RegistryWitness witness(
      RegistryOptions options, Clock clock, SecureRandom random) {
    var directory = new RegistryDirectory(options.directory());
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

  /** Changes the approved trust services; refused by a fault that says which rule was broken. */
  public void execute(TrustCommand command, Author author) {
    if (command instanceof TrustInstance trust) {
      requireFederation(trust.anchor().instance());
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
    AnchorCheck.Result result =
        new AnchorCheck(AnchorCheck.Use.EXTERNAL, fetch, clock.instant())
            .judge(anchorFile, Optional.empty());
    if (result.isGood() && result.anchor().isPresent()) {
      execute(new TrustInstance(result.anchor().get()), author);
    }
    return result;
  }

  private void requireFederation(String partner) {
    if (!settings.federated()) {
      throw new Fault(FaultCode.INVALID_REQUEST, "This registry trusts no other instances");
    }
    if (partner.equals(snapshot().membership().instance())) {
      throw new Fault(
          FaultCode.INVALID_REQUEST, "The anchor is of this instance, " + partner + ", itself");
    }
  }

  /** Publishes a declared optional part in every version, in place of the one before (A58). */
  public void uploadPart(String contentIdentifier, byte[] content, Author author) {
    String fileName = PartDeclarations.read(declarations).fileName(contentIdentifier);
    acceptChange.apply(
        new Change.OfParts(UploadPart.of(contentIdentifier, fileName, content)), author);
  }

  /** Publishes an optional part no longer. */
  public void removePart(String contentIdentifier, Author author) {
    acceptChange.apply(new Change.OfParts(new RemovePart(contentIdentifier)), author);
  }

  /** Makes another key for a directory and publishes its certificate; not active yet (A106). */
  public String addSigningKey(ConfigurationSource source, KeyKind kind, Author author) {
    return makeSigningKey.apply(source, kind, author);
  }

  /** Signs with this key from the next generation on. */
  public void activateSigningKey(ConfigurationSource source, String keyId, Author author) {
    acceptChange.apply(new Change.OfSigningKeys(new ActivateSigningKey(source, keyId)), author);
  }

  /** Deletes a key that is not active. */
  public void deleteSigningKey(ConfigurationSource source, String keyId, Author author) {
    acceptChange.apply(new Change.OfSigningKeys(new DeleteSigningKey(source, keyId)), author);
    token.remove(keyId);
  }

  /** Publishes what is registered now; on failure the former generation stays. */
  public Published publish() {
    return publication.run();
  }

  /** The generation being served; none before the first. */
  public Optional<Published> published() {
    return current.get();
  }

  /** How publishing goes. */
  public PublicationStatus publicationStatus() {
    return publication.status();
  }

  /** What servers of this instance start from. */
  public ConfigurationAnchor internalAnchor() {
    return anchor(ConfigurationSource.INTERNAL);
  }

  /** What registries and servers of other instances start from. */
  public ConfigurationAnchor externalAnchor() {
    return anchor(ConfigurationSource.EXTERNAL);
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
    return distribution.address();
  }

  @Override
  public void close() {
    schedule.shutdown();
    distribution.close();
    try {
      if (!schedule.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("publishing did not end in time");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    close(witness);
    acceptChange.close();
    token.close();
  }

  private static void close(RegistryWitness witness) {
    try {
      witness.close();
    } catch (IOException failure) {
      LOG.warn("the witness did not close cleanly", failure);
    }
  }

  private void start(RegistryOptions.Policy policy) {
    if (acceptChange.snapshot().membership().managementServiceProvider().isPresent()) {
      publishQuietly();
    }
    long interval = policy.publicationInterval().toMillis();
    var _ =
        schedule.scheduleWithFixedDelay(
            this::publishQuietly, interval, interval, TimeUnit.MILLISECONDS);
    LOG.info("registry serves configuration at {}", settings.address());
  }

  private void publishQuietly() {
    boolean failedBefore = publication.status().isFailing();
    try {
      publication.run();
      if (failedBefore) {
        LOG.info("publishing works again");
      }
    } catch (RuntimeException failure) {
      if (!failedBefore) {
        LOG.warn("cannot publish, the former configuration stays", failure);
      }
    }
  }

  private ConfigurationAnchor anchor(ConfigurationSource source) {
    return Anchors.of(acceptChange.snapshot(), source, settings, clock.instant());
  }

  /** Lets the other nodes know where this one is reached, if that is told and news (A108). */
  private static void announce(RegistryOptions options, AcceptChange acceptChange) {
    String node = options.role().node();
    options
        .address()
        .filter(told -> !acceptChange.snapshot().node(node).address().equals(Optional.of(told)))
        .ifPresent(told ->
            acceptChange.apply(
                new Change.OfNodes(new AnnounceNode(node, told)), new Author(node, "start")));
  }

  private static PublicationSettings settings(RegistryOptions options, InetSocketAddress bound) {
    RegistryOptions.Policy policy = options.policy();
    String address = options.address().orElseGet(() -> PublicAddress.of(bound));
    return new PublicationSettings(
        options.role().node(),
        address,
        policy.managementServiceAddress().orElseGet(() -> PublicAddress.managementService(address)),
        policy.managementServiceCertificate(),
        policy.timestampingInterval(),
        policy.ocspFreshness(),
        policy.expiry(),
        options.role().federated());
  }

  private static Path publicFolder(RegistryOptions options) {
    return options.directory().resolve("public");
  }

  static void prepare(Path directory) {
    try {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot make the directory " + directory, failure);
    }
  }
}
