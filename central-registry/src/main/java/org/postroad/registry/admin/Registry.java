// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.administration.Actor;
import org.postroad.protocol.administration.ApiKeyOperations;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.globalconf.AnchorCheck;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.registry.history.HistoryQuery;
import org.postroad.registry.membership.MembershipCommand;
import org.postroad.registry.membership.RegisteredRequest;
import org.postroad.registry.membership.RequestOrigin;
import org.postroad.registry.publication.ConfigurationSource;
import org.postroad.registry.publication.Published;
import org.postroad.registry.publication.RegistrySnapshot;
import org.postroad.registry.trust.TrustCommand;

/**
 * What is administered. Every change that returns is on disk; one that breaks a rule is refused by
 * a fault that says which, and changes nothing.
 */
public interface Registry extends ApiKeyOperations.Kept {
  /** All that is registered now. */
  RegistrySnapshot snapshot();

  /** Every management request that was accepted, in the order of the ids. */
  List<RegisteredRequest> requests();

  void execute(MembershipCommand command, Actor actor);

  void execute(TrustCommand command, Actor actor);

  /** Takes a management request in and gives its id. */
  long submit(RequestOrigin origin, ManagementRequest request, Actor actor);

  /** Judges the anchor of another instance, fetching what it points to. */
  AnchorCheck.Result judge(byte[] anchorFile);

  /** Publishes a declared part; gives the digest that names the upload. */
  Digest uploadPart(String contentIdentifier, byte[] content, Actor actor);

  /** The parts that may be uploaded and the files they are published as. */
  Map<String, String> declaredParts();

  /** Makes a key for a directory and gives its id; not active yet. */
  String addSigningKey(ConfigurationSource source, Actor actor);

  void activateSigningKey(ConfigurationSource source, String keyId, Actor actor);

  void deleteSigningKey(ConfigurationSource source, String keyId, Actor actor);

  /** The anchor of one of the two directories; the same as long as it says the same. */
  ConfigurationAnchor anchor(ConfigurationSource source);

  /** The same made again, with the present time. */
  ConfigurationAnchor recreateAnchor(ConfigurationSource source);

  /** A part as the present generation has it; nothing before the first, or if it is not one. */
  Optional<byte[]> part(ConfigurationSource source, String contentIdentifier, int version);

  Optional<Published> published();

  /** What changed, field by field (D27). */
  HistoryQuery.Page history(HistoryQuery query);

  /** This node and the registry as a whole. */
  RegistrySystem system();
}
