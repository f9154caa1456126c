// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.administration.AccessCommand;
import org.postroad.protocol.administration.Actor;
import org.postroad.protocol.administration.ApiToken;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.globalconf.AnchorCheck;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.SignedDirectory;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.protocol.token.KeyKind;
import org.postroad.registry.admin.Registry;
import org.postroad.registry.admin.RegistrySystem;
import org.postroad.registry.history.HistoryQuery;
import org.postroad.registry.membership.ApprovalPolicy;
import org.postroad.registry.membership.MembershipCommand;
import org.postroad.registry.membership.RegisteredRequest;
import org.postroad.registry.membership.RequestOrigin;
import org.postroad.registry.publication.ConfigurationSource;
import org.postroad.registry.publication.DirectoryName;
import org.postroad.registry.publication.Published;
import org.postroad.registry.publication.RegistrySnapshot;
import org.postroad.registry.trust.TrustCommand;

/**
 * A registry as its administration sees it.
 *
 * @param approval which requests of security servers are approved as they come
 * @param fetch how the configuration of other instances is asked for
 * @param keyKind of signing keys to be made
 * @param anchors those that people have compared
 */
record AdministeredRegistry(
    CentralRegistry registry,
    RegistrySystem system,
    ApprovalPolicy approval,
    AnchorCheck.Fetch fetch,
    KeyKind keyKind,
    AnchorFiles anchors,
    Clock clock)
    implements Registry {

  static Author author(Actor actor) {
    return new Author(actor.who(), actor.why());
  }

  @Override
  public RegistrySnapshot snapshot() {
    return registry.snapshot();
  }

  @Override
  public List<RegisteredRequest> requests() {
    return registry.requests();
  }

  @Override
  public List<ApiToken> tokens() {
    return registry.tokens();
  }

  @Override
  public void execute(MembershipCommand command, Actor actor) {
    registry.execute(command, author(actor));
  }

  @Override
  public void execute(TrustCommand command, Actor actor) {
    registry.execute(command, author(actor));
  }

  @Override
  public void execute(AccessCommand command, Actor actor) {
    registry.execute(command, author(actor));
  }

  @Override
  public long submit(RequestOrigin origin, ManagementRequest request, Actor actor) {
    return registry.submit(origin, request, approval, author(actor));
  }

  @Override
  public AnchorCheck.Result judge(byte[] anchorFile) {
    return new AnchorCheck(AnchorCheck.Use.EXTERNAL, fetch, clock.instant())
        .judge(anchorFile, Optional.empty());
  }

  @Override
  public Digest uploadPart(String contentIdentifier, byte[] content, Actor actor) {
    return registry.uploadPart(contentIdentifier, content, author(actor));
  }

  @Override
  public Map<String, String> declaredParts() {
    return registry.declaredParts();
  }

  @Override
  public String addSigningKey(ConfigurationSource source, Actor actor) {
    return registry.addSigningKey(source, keyKind, author(actor));
  }

  @Override
  public void activateSigningKey(ConfigurationSource source, String keyId, Actor actor) {
    registry.activateSigningKey(source, keyId, author(actor));
  }

  @Override
  public void deleteSigningKey(ConfigurationSource source, String keyId, Actor actor) {
    registry.deleteSigningKey(source, keyId, author(actor));
  }

  @Override
  public ConfigurationAnchor anchor(ConfigurationSource source) {
    return anchors.kept(source, fresh(source));
  }

  @Override
  public ConfigurationAnchor recreateAnchor(ConfigurationSource source) {
    return anchors.keep(source, fresh(source));
  }

  private ConfigurationAnchor fresh(ConfigurationSource source) {
    return switch (source) {
      case INTERNAL -> registry.internalAnchor();
      case EXTERNAL -> registry.externalAnchor();
    };
  }

  @Override
  public Optional<byte[]> part(ConfigurationSource source, String contentIdentifier, int version) {
    String instance = registry.snapshot().membership().instance();
    return registry
        .published()
        .flatMap(generation -> generation.directory(new DirectoryName(source, version)))
        .map(directory ->
            SignedDirectory.verify(
                directory,
                registry
                    .snapshot()
                    .node(registry.system().status().node())
                    .keys(source)
                    .certificates(),
                clock.instant()))
        .flatMap(directory -> directory.part(contentIdentifier, instance))
        .map(part -> anchors.published(part.location()));
  }

  @Override
  public Optional<Published> published() {
    return registry.published();
  }

  @Override
  public HistoryQuery.Page history(HistoryQuery query) {
    return registry.history(query);
  }
}
