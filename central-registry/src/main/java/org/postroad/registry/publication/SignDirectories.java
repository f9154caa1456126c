// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.algorithm.SigningKey;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.ConfigurationVersion;
import org.postroad.protocol.globalconf.Generation;
import org.postroad.protocol.globalconf.PartReference;
import org.postroad.protocol.globalconf.PrivateParameters;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.globalconf.SignedDirectory;
import org.postroad.registry.publication.SigningKeys.PublishedKey;

/**
 * Stage: writes the parts of every version and signs the two directories over them, all in memory,
 * and reads everything back as a client would before anything is shown.
 */
final class SignDirectories {
  private final Function<String, Optional<SigningKey>> keys;
  private final RandomGenerator random;
  private final Duration expiry;
  private final String node;

  /**
   * @param keys the token's keys by their id
   */
  SignDirectories(
      Function<String, Optional<SigningKey>> keys,
      RandomGenerator random,
      PublicationSettings settings) {
    this.keys = keys;
    this.random = random;
    this.expiry = settings.expiry();
    this.node = settings.node();
  }

  /**
   * @param generatedAt names the generation; may run ahead of the clock after it was set back
   */
  Signed apply(Rendered rendered, Instant generatedAt, Instant now) {
    Instant expires = now.plus(expiry).truncatedTo(ChronoUnit.SECONDS);
    var parts = new LinkedHashMap<String, byte[]>();
    var directories = new LinkedHashMap<DirectoryName, byte[]>();
    for (int v = ConfigurationVersion.OLDEST; v <= ConfigurationVersion.NEWEST; v++) {
      String folder = "V" + v + "/" + Generation.stamp(generatedAt) + "/";
      PartReference shared = writeShared(rendered.shared(), v, folder, parts);
      PartReference own = writePrivate(rendered.own(), v, folder, parts);
      var listed = new ArrayList<>(List.of(own, shared));
      listed.addAll(writeOptional(rendered.snapshot(), folder, parts));
      var internal = new SignedDirectory(expires, v, listed);
      var external = new SignedDirectory(expires, v, List.of(shared));
      RegistrySnapshot snapshot = rendered.snapshot();
      directories.put(
          new DirectoryName(ConfigurationSource.INTERNAL, v),
          sign(internal, ConfigurationSource.INTERNAL, snapshot, now));
      directories.put(
          new DirectoryName(ConfigurationSource.EXTERNAL, v),
          sign(external, ConfigurationSource.EXTERNAL, snapshot, now));
    }
    return new Signed(rendered, generatedAt, expires, parts, directories);
  }

  private static PartReference writeShared(
      SharedParameters shared, int version, String folder, Map<String, byte[]> parts) {
    byte[] xml = shared.toXml(version);
    if (!SharedParameters.parse(xml, version).equals(shared.reducedTo(version))) {
      throw new Fault(
          FaultCode.INTERNAL_ERROR,
          "Shared parameters of version " + version + " do not read back as they were written");
    }
    String file = folder + PartReference.SHARED_PARAMETERS_FILE;
    parts.put(file, xml);
    return part(PartReference.SHARED_PARAMETERS, shared.instance(), file, xml);
  }

  private static PartReference writePrivate(
      PrivateParameters own, int version, String folder, Map<String, byte[]> parts) {
    byte[] xml = own.toXml(version);
    if (!PrivateParameters.parse(xml).equals(own)) {
      throw new Fault(
          FaultCode.INTERNAL_ERROR,
          "Private parameters of version " + version + " do not read back as they were written");
    }
    String file = folder + PartReference.PRIVATE_PARAMETERS_FILE;
    parts.put(file, xml);
    return part(PartReference.PRIVATE_PARAMETERS, own.instance(), file, xml);
  }

  /** The optional parts are the same in every version (A58). */
  private static List<PartReference> writeOptional(
      RegistrySnapshot snapshot, String folder, Map<String, byte[]> parts) {
    var references = new ArrayList<PartReference>();
    for (OptionalPart part : snapshot.parts()) {
      String file = folder + part.fileName();
      parts.put(file, part.content());
      String instance = snapshot.membership().instance();
      references.add(part(part.contentIdentifier(), instance, file, part.content()));
    }
    return references;
  }

  private static PartReference part(
      String contentIdentifier, String instance, String file, byte[] content) {
    return new PartReference(
        contentIdentifier,
        instance,
        "/" + file,
        DigestAlgorithm.SHA512.digest(content),
        Optional.empty());
  }

  private byte[] sign(
      SignedDirectory directory,
      ConfigurationSource source,
      RegistrySnapshot snapshot,
      Instant now) {
    PublishedKey key =
        snapshot
            .node(node)
            .keys(source)
            .active()
            .orElseThrow(
                () -> new Fault(FaultCode.KEY_NOT_FOUND, "No signing key is active for " + source));
    SigningKey signer =
        keys.apply(key.keyId())
            .orElseThrow(() ->
                new Fault(
                    FaultCode.KEY_NOT_FOUND,
                    "The token has no key " + key.keyId() + " of " + source));
    byte[] document = directory.sign(signer, key.certificate(), random);
    SignedDirectory readBack =
        SignedDirectory.verify(document, snapshot.node(node).keys(source).certificates(), now);
    if (!readBack.equals(directory)) {
      throw new Fault(
          FaultCode.INTERNAL_ERROR, "A signed directory of " + source + " does not read back");
    }
    return document;
  }
}
