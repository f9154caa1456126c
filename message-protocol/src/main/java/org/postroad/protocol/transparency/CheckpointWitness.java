// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/**
 * A witness that remembers (C2SP tlog-witness): looks up the log, decides, keeps the new latest
 * checkpoint together with the cosignature, and only then answers. Requests about one log take
 * turns, so that no order of them gets two histories cosigned.
 *
 * <p>What cannot be read back whole and under this witness's own key counts as damage and never as
 * a log that is new: a witness that forgot would vouch for any history.
 *
 * <p>Safe for use by many threads.
 */
public final class CheckpointWitness {
  /** A request with the longest proof and the most signatures fits several times. */
  public static final int MOST_REQUEST_BYTES = 1 << 16;

  private static final String LATEST = "latest-";

  private final NoteKey key;
  private final UnaryOperator<byte[]> ed25519;
  private final Supplier<TlogPolicy> policy;
  private final WitnessStore store;
  private final Evidence evidence;
  private final InstantSource clock;
  private final ConcurrentMap<String, ReentrantLock> turns = new ConcurrentHashMap<>();

  /**
   * A witness over its store.
   *
   * @param ed25519 gives the signature of the private key over a message
   * @param policy whose logs are cosigned, asked anew for every request
   */
  public CheckpointWitness(
      NoteKey key,
      UnaryOperator<byte[]> ed25519,
      Supplier<TlogPolicy> policy,
      WitnessStore store,
      Evidence evidence,
      InstantSource clock) {
    if (key.type() != NoteKey.Type.COSIGNATURE) {
      throw new IllegalArgumentException(key + " is not the key of a witness");
    }
    this.key = key;
    this.ed25519 = ed25519;
    this.policy = policy;
    this.store = store;
    this.evidence = evidence;
    this.clock = clock;
  }

  public NoteKey key() {
    return key;
  }

  /**
   * The answer to the body of an {@code add-checkpoint} request.
   *
   * @throws IOException if what was decided could not be kept; nothing was cosigned then
   */
  public WitnessAnswer add(byte[] body) throws IOException {
    if (body.length > MOST_REQUEST_BYTES) {
      return new WitnessAnswer.Refused(413, "at most " + MOST_REQUEST_BYTES + " bytes");
    }
    AddCheckpoint request;
    try {
      request = AddCheckpoint.parse(body);
    } catch (Unproven e) {
      return new WitnessAnswer.Refused(400, Optional.ofNullable(e.getMessage()).orElse(""));
    }
    String origin = request.claimed().origin();
    List<NoteKey> keys = policy.get().keysOf(origin);
    if (keys.isEmpty()) {
      return WitnessAnswer.of(new WitnessDecision.UnknownOrigin(origin));
    }
    ReentrantLock turn = turns.computeIfAbsent(origin, _ -> new ReentrantLock());
    turn.lock();
    try {
      return decide(request, keys);
    } finally {
      turn.unlock();
    }
  }

  private WitnessAnswer decide(AddCheckpoint request, List<NoteKey> keys) throws IOException {
    String origin = request.claimed().origin();
    Optional<SignedNote> latest = latest(hash(origin));
    WitnessDecision decision =
        Witness.decide(request, Optional.of(new Witness.KnownLog(origin, keys, latest)));
    if (decision instanceof WitnessDecision.Accepted(_, SignedNote note)) {
      return cosign(note, keys);
    }
    Optional<Contradiction> contradiction = Contradiction.of(decision, request, clock.instant());
    if (contradiction.isPresent()) {
      evidence.keep(contradiction.get());
    }
    return WitnessAnswer.of(decision);
  }

  /** Keeps the checkpoint under the signatures that were verified and no others. */
  private WitnessAnswer cosign(SignedNote note, List<NoteKey> keys) throws IOException {
    Instant now = clock.instant();
    NoteSignature cosignature = key.cosign(note.text(), now, ed25519);
    List<NoteSignature> signatures = new ArrayList<>();
    note.verify(keys).forEach(verified -> signatures.add(verified.signature()));
    signatures.add(cosignature);
    String origin = Checkpoint.parse(note.text()).origin();
    store.write(LATEST + hash(origin), new SignedNote(note.text(), signatures).toByteArray());
    return new WitnessAnswer.Cosigned(List.of(cosignature));
  }

  /**
   * The checkpoint of a log that was cosigned last, with its cosignature, so that an auditor learns
   * how far the log had come whatever the log itself says now.
   *
   * @param originHash SHA-256 of the origin in lower-case hexadecimal digits
   */
  public Optional<SignedNote> latest(String originHash) throws IOException {
    Optional<byte[]> kept = store.read(LATEST + originHash);
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    try {
      SignedNote note = SignedNote.parse(kept.get());
      note.verify(List.of(key));
      requireOrigin(Checkpoint.parse(note.text()).origin(), originHash);
      return Optional.of(note);
    } catch (Unproven e) {
      throw new IOException(
          LATEST + originHash + " is damaged; this log is not cosigned until it is mended", e);
    }
  }

  private static void requireOrigin(String origin, String hash) {
    if (!hash(origin).equals(hash)) {
      throw new Unproven("checkpoint of the log '" + origin + "'");
    }
  }

  /** How a log is named in paths: SHA-256 of its origin in lower-case hexadecimal digits. */
  public static String hash(String origin) {
    return DigestAlgorithm.SHA256.digest(origin.getBytes(StandardCharsets.UTF_8)).hex();
  }

  /** Whether a text is such a hash. */
  public static boolean isHash(String text) {
    return text.length() == 64
        && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }
}
