// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import static org.postroad.testing.TestAuthority.NOW;
import static org.postroad.testing.TestAuthority.TEST_INSTANCE;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.algorithm.SigningKey;
import org.postroad.protocol.certificate.CertificateChain;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestCertificate;
import org.postroad.testing.TestKey;

/**
 * The signature of one message of 2 KB with two references, RSA-2048 and SHA-512, everything that
 * is remembered being remembered. The digest of the message is included.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SignatureBenchmark {

  private static final int MESSAGE_BYTES = 2048;
  private static final MemberId MEMBER = new MemberId(TEST_INSTANCE, "GOV", "1234");
  private static final ClientId SENDER = new SubsystemId(MEMBER, "REGISTER");

  private final byte[] message = new byte[MESSAGE_BYTES];
  private final SigningIdentity identity;
  private final SigningIdentity withoutKeyOperation;
  private final MessageSignature direct;
  private final MessageSignature batch;
  private final SignatureDocument read;
  private final SignatureVerifier verifier;

  /** Gives the value of another message, at no cost. */
  private record NoKeyOperation(SignatureAlgorithm algorithm, byte[] value) implements SigningKey {
    @Override
    public byte[] sign(byte[] data) {
      return value;
    }
  }

  public SignatureBenchmark() {
    var authority = TestAuthority.create();
    TestKey signer =
        TestCertificate.subject("C=FI, O=Organisation, CN=1234, serialNumber=TEST/SERVER/GOV")
            .key(TestKey.newPair("RSA"))
            .signing()
            .issuedBy(authority.root());
    byte[] value = signer.signer().sign(message);
    identity = identity(authority, signer, signer.signer());
    withoutKeyOperation =
        identity(authority, signer, new NoKeyOperation(SignatureAlgorithm.RSA_SHA512, value));
    direct = MessageSigner.sign(List.of(parts()), identity, NOW).getFirst();
    batch = MessageSigner.sign(List.of(parts(), parts()), identity, NOW).getLast();
    read = SignatureDocument.parse(direct.document());
    verifier = new SignatureVerifier(authority.trust());
  }

  private static SigningIdentity identity(TestAuthority authority, TestKey signer, SigningKey key) {
    byte[] good = authority.good(signer.certificate(), NOW.minusSeconds(60));
    return new SigningIdentity(signer.certificate(), List.of(), List.of(good), key);
  }

  private SignedParts parts() {
    return SignedParts.of(DigestAlgorithm.SHA512.digest(message));
  }

  /** Everything but the key operation. */
  @Benchmark
  public List<MessageSignature> create() {
    return MessageSigner.sign(List.of(parts()), withoutKeyOperation, NOW);
  }

  /** The key operation included. */
  @Benchmark
  public List<MessageSignature> sign() {
    return MessageSigner.sign(List.of(parts()), identity, NOW);
  }

  /** The steps of {@link SignatureVerifier#verify} but for the key operation. */
  @Benchmark
  public CertificateChain verify() {
    var document = verifier.read(direct.document());
    SignatureVerifier.checkReferences(document, direct, parts(), new KnownResults());
    var signer = verifier.checkSigner(document.signer(), MEMBER);
    if (!document.hasIntactProperties()) {
      throw new IllegalStateException("The signature is broken");
    }
    return verifier.checkChain(document, signer, MEMBER, NOW);
  }

  /** The key operation included. */
  @Benchmark
  public VerifiedSignature verifyWithKeyOperation() {
    return verifier.verify(direct, parts(), SENDER, NOW);
  }

  /** A further message of a batch whose signature value was verified before. */
  @Benchmark
  public VerifiedSignature verifyFurtherOfBatch() {
    return verifier.verify(batch, parts(), SENDER, NOW);
  }

  /** The grammar alone. */
  @Benchmark
  public SignatureDocument read() {
    return verifier.read(direct.document());
  }

  /** Only what {@link #verifyWithKeyOperation} has more. */
  @Benchmark
  public void keyOperation() {
    read.verifyValue();
  }
}
