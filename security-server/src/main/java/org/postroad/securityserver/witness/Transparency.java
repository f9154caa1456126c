// SPDX-License-Identifier: MIT
package org.postroad.securityserver.witness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.transparency.CheckpointWitness;
import org.postroad.protocol.transparency.Contradiction;
import org.postroad.protocol.transparency.CurrentPolicy;
import org.postroad.protocol.transparency.Evidence;
import org.postroad.protocol.transparency.NoteKey;
import org.postroad.protocol.transparency.TlogPolicy;
import org.postroad.protocol.transparency.Unproven;
import org.postroad.securityserver.logtree.LogTree;
import org.postroad.securityserver.net.HttpFetch;
import org.postroad.securityserver.net.HttpHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that this server has to do with witnesses: it is one, and has its own checkpoints cosigned by
 * those of its policy. Both keep the contradictions that they find in one directory.
 */
public final class Transparency implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Transparency.class);

  private final LogTree tree;
  private final WitnessDirectory directory;
  private final Evidence evidence;
  private final CheckpointWitness witness;
  private final CheckpointOffers offers;

  private Transparency(
      LogTree tree,
      WitnessDirectory directory,
      Evidence evidence,
      CheckpointWitness witness,
      CheckpointOffers offers) {
    this.tree = tree;
    this.directory = directory;
    this.evidence = evidence;
    this.witness = witness;
    this.offers = offers;
  }

  /**
   * Where everything is.
   *
   * @param directory what is remembered
   * @param policy a text that need not be there
   */
  public record Places(Path directory, Path policy) {}

  /**
   * The key that cosigns.
   *
   * @param ed25519 gives the signature of the private key over a message
   */
  public record Signer(NoteKey key, UnaryOperator<byte[]> ed25519) {

    /** Names the witness {@code INST/CLASS/CODE/SERVER/witness}, percent-encoded. */
    public static Signer of(
        SecurityServerId server, byte[] publicKey, UnaryOperator<byte[]> ed25519) {
      String name = server.encoded().replace("+", "%2B") + "/witness";
      return new Signer(new NoteKey(name, NoteKey.Type.COSIGNATURE, publicKey), ed25519);
    }
  }

  /** Begins to offer the checkpoints of a log, and is ready to cosign those of others. */
  public static Transparency start(
      LogTree tree,
      Places places,
      Signer signer,
      HttpFetch fetch,
      WitnessSettings settings,
      InstantSource clock)
      throws IOException {
    Supplier<TlogPolicy> policy = policy(places.policy());
    WitnessDirectory directory = WitnessDirectory.open(places.directory());
    try {
      Evidence evidence = new Evidence(directory, found -> report(found, places.directory()));
      CheckpointWitness witness =
          new CheckpointWitness(signer.key(), signer.ed25519(), policy, directory, evidence, clock);
      CheckpointOffers offers =
          CheckpointOffers.start(
              PublishedLog.of(tree), tree::key, policy, fetch, evidence, settings, clock);
      tree.onCheckpoint(_ -> offers.published());
      offers.published();
      return new Transparency(tree, directory, evidence, witness, offers);
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private static Supplier<TlogPolicy> policy(Path file) throws IOException {
    try {
      return CurrentPolicy.open(
          () -> text(file),
          complaint ->
              LOG.error("{} does not count, what stood there before does: {}", file, complaint));
    } catch (Unproven e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static Optional<byte[]> text(Path file) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static void report(Contradiction found, Path directory) {
    LOG.error("Message logs contradict each other, evidence is in {}: {}", directory, found);
  }

  /** What listens on the port for checkpoints and tiles. */
  public HttpHandler port() {
    return new TransparencyPort(PublishedLog.of(tree), witness);
  }

  /** With which others verify the checkpoints of this server's log. */
  public NoteKey logKey() {
    return tree.key();
  }

  /** With which others verify what this server has cosigned. */
  public NoteKey witnessKey() {
    return witness.key();
  }

  /** How this server stands with the witnesses that it asks. */
  public List<WitnessStatus> witnesses() {
    return offers.status();
  }

  /** All of this for whoever looks after the log; waits for nothing. */
  public TransparencyStatus status() throws IOException {
    List<WitnessStatus> known =
        witnesses().stream().sorted(Comparator.comparing(WitnessStatus::name)).toList();
    return new TransparencyStatus(tree.status(), known, evidence.names());
  }

  /** Waits until how this server stands with its witnesses fulfils a condition; whether it did. */
  public boolean awaitWitnesses(Predicate<List<WitnessStatus>> condition, Duration atMost)
      throws InterruptedException {
    return offers.awaitStatus(condition, atMost);
  }

  /** What was found to contradict itself, in the log of this server or in those of others. */
  public Evidence evidence() {
    return evidence;
  }

  /** Looks for new witnesses in the policy at once. */
  public void policyChanged() {
    offers.published();
  }

  @Override
  public void close() throws IOException {
    offers.close();
    directory.close();
  }
}
