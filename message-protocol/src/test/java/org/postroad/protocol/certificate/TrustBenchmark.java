// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import static org.postroad.testing.TestAuthority.NOW;
import static org.postroad.testing.TestAuthority.TEST_INSTANCE;

import java.security.cert.X509Certificate;
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
import org.postroad.protocol.identifier.MemberId;
import org.postroad.testing.TestAuthority;

/** Chains and OCSP responses, judged for the first time and once they are known. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TrustBenchmark {

  private final TestAuthority authority = TestAuthority.create();
  private final Trust trust = authority.trust();
  private final X509Certificate certificate =
      authority.signing(new MemberId(TEST_INSTANCE, "GOV", "1234")).certificate();
  private final List<byte[]> responses = List.of(authority.good(certificate, NOW.minusSeconds(60)));
  private final CertificateChain chain = chain(trust);

  private CertificateChain chain(Trust trusted) {
    return CertificateChain.build(
        certificate, List.of(), trusted, TEST_INSTANCE, KeyUse.SIGNING, NOW);
  }

  @Benchmark
  public CertificateChain chainCold() {
    return chain(authority.trust());
  }

  @Benchmark
  public CertificateChain chainCached() {
    return chain(trust);
  }

  @Benchmark
  public void ocspCold() {
    OcspCheck.chain(chain, responses, authority.trust(), NOW);
  }

  @Benchmark
  public void ocspCached() {
    OcspCheck.chain(chain, responses, trust, NOW);
  }

  @Benchmark
  public X509Certificate parseCertificate() {
    return Certificates.parse(Certificates.encoded(certificate));
  }
}
