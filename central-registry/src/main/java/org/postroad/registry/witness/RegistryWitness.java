// SPDX-License-Identifier: MIT

package org.postroad.registry.witness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.postroad.protocol.identifier.PathSegment;
import org.postroad.protocol.token.Ed25519Key;
import org.postroad.protocol.transparency.CheckpointWitness;
import org.postroad.protocol.transparency.CurrentPolicy;
import org.postroad.protocol.transparency.Evidence;
import org.postroad.protocol.transparency.NoteKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The witness of a registry, in a directory of its own: the key made at the first start and
 * protected by the registry's PIN, what was cosigned last of each log, and contradictions. Which
 * logs are cosigned stands in a policy beside the directory, and counts as soon as it is written
 * there.
 */
public final class RegistryWitness implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryWitness.class);
  private static final String KEY = "key.pem";

  private final WitnessFiles files;
  private final CheckpointWitness witness;
  private final Evidence evidence;

  private RegistryWitness(WitnessFiles files, CheckpointWitness witness, Evidence evidence) {
    this.files = files;
    this.witness = witness;
    this.evidence = evidence;
  }

  /**
   * Opens the witness of an instance's registry.
   *
   * @param policy a file that need not be there
   */
  public static RegistryWitness open(
      Path directory,
      Path policy,
      String instance,
      char[] pin,
      InstantSource clock,
      SecureRandom random)
      throws IOException {
    WitnessFiles files = WitnessFiles.open(directory);
    try {
      Ed25519Key key = key(files, pin, random);
      NoteKey noteKey = new NoteKey(name(instance), NoteKey.Type.COSIGNATURE, key.publicKey());
      Evidence evidence =
          new Evidence(
              files,
              found -> LOG.error("A message log contradicts itself, see {}: {}", directory, found));
      CurrentPolicy logs =
          CurrentPolicy.open(
              () -> text(policy),
              complaint -> LOG.error("{} does not count: {}", policy, complaint));
      LOG.info("this registry is the witness {}", noteKey);
      return new RegistryWitness(
          files, new CheckpointWitness(noteKey, key::sign, logs, files, evidence, clock), evidence);
    } catch (IOException | RuntimeException failure) {
      files.close();
      throw failure;
    }
  }

  private static Ed25519Key key(WitnessFiles files, char[] pin, SecureRandom random)
      throws IOException {
    Optional<byte[]> kept = files.read(KEY);
    if (kept.isPresent()) {
      return Ed25519Key.open(kept.get(), pin);
    }
    Ed25519Key fresh = Ed25519Key.generate(random);
    files.write(KEY, fresh.toPem(pin, random));
    return fresh;
  }

  private static Optional<byte[]> text(Path policy) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(policy));
    } catch (NoSuchFileException nobody) {
      return Optional.empty();
    }
  }

  private static String name(String instance) {
    return PathSegment.encode(instance).replace("+", "%2B") + "/registry/witness";
  }

  public CheckpointWitness witness() {
    return witness;
  }

  /** What contradicts itself in the logs that were offered. */
  public Evidence evidence() {
    return evidence;
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
