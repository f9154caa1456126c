// SPDX-License-Identifier: MIT
package org.postroad.securityserver.witness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.postroad.protocol.token.Ed25519Key;
import org.postroad.protocol.transparency.CheckpointWitness;
import org.postroad.protocol.transparency.Contradiction;
import org.postroad.protocol.transparency.Evidence;
import org.postroad.protocol.transparency.NoteKey;
import org.postroad.protocol.transparency.TlogPolicy;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.net.HttpListener;

/** A witness with a directory and a port of its own. */
final class TestWitness implements AutoCloseable {
  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T10:00:00Z"));
  private static final Duration AMPLE = Duration.ofSeconds(20);

  private final NoteKey key;
  private final WitnessDirectory directory;
  private final CheckpointWitness witness;
  private final Evidence evidence;
  private final List<Contradiction> reported = new CopyOnWriteArrayList<>();
  private HttpListener listener;

  TestWitness(Path folder, String name, TestLog own, NoteKey... logs) throws IOException {
    Ed25519Key signer = Ed25519Key.generate(new SecureRandom());
    this.key = new NoteKey(name, NoteKey.Type.COSIGNATURE, signer.publicKey());
    this.directory = WitnessDirectory.open(folder);
    this.evidence = new Evidence(directory, reported::add);
    TlogPolicy policy =
        new TlogPolicy(
            List.of(logs).stream().map(log -> new TlogPolicy.Log(log, Optional.empty())).toList(),
            List.of(),
            new TlogPolicy.Quorum.None());
    this.witness =
        new CheckpointWitness(key, signer::sign, () -> policy, directory, evidence, CLOCK);
    this.listener = listen(own, 0);
  }

  private HttpListener listen(TestLog own, int port) {
    HttpLimits limits = HttpLimits.DEFAULT.withWaiting(AMPLE, AMPLE, AMPLE, AMPLE);
    return HttpListener.open(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        Optional.empty(),
        limits,
        new TransparencyPort(own, witness));
  }

  /** Is not reachable for a while. */
  int stop() {
    int port = listener.address().getPort();
    listener.close();
    return port;
  }

  void startAgain(TestLog own, int port) {
    listener = listen(own, port);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + listener.address().getPort() + "/");
  }

  NoteKey key() {
    return key;
  }

  CheckpointWitness witness() {
    return witness;
  }

  Evidence evidence() {
    return evidence;
  }

  List<Contradiction> reported() {
    return reported;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    directory.close();
  }
}
