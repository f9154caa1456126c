// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A certificate as somebody presents it: with certificates and OCSP responses that are to prove it,
 * and what it is to be good for.
 *
 * <p>The same is presented with every message, so a proof is remembered in the {@link Trust} that
 * it was made by, under the octets of everything that went in and not under a digest of them. It
 * counts again only inside the window in which each certificate is valid and each response fresh,
 * and outside it everything is judged anew.
 *
 * @param extra certificates that may lead to an approved authority, in any order
 * @param ocspResponses in DER
 * @param instance whose approved authorities count
 */
public record Presented(
    X509Certificate leaf,
    List<X509Certificate> extra,
    List<byte[]> ocspResponses,
    String instance,
    KeyUse use) {

  /** More than the proofs of honest peers have; larger ones are judged each time. */
  private static final int MAX_REMEMBERED = 32 * 1024;

  public Presented {
    extra = List.copyOf(extra);
    ocspResponses = List.copyOf(ocspResponses);
  }

  /** What was proven, and as long as nothing of the proof can have changed. */
  record Proof(CertificateChain chain, Window window) {}

  /** The chain of the certificate, valid and good by OCSP at the instant; else a fault. */
  public CertificateChain prove(Trust trust, Instant at) {
    return prove(trust, at, _ -> {});
  }

  /**
   * The same with a further check of the chain, made each time, before OCSP is looked at.
   *
   * @param check throws when the chain will not do
   */
  public CertificateChain prove(Trust trust, Instant at, Consumer<CertificateChain> check) {
    Optional<Proof> known = trust.proofs().find(this).filter(proof -> proof.window().holdsAt(at));
    if (known.isPresent()) {
      CertificateChain chain = known.get().chain();
      check.accept(chain);
      return chain;
    }
    CertificateChain chain = CertificateChain.build(leaf, extra, trust, instance, use, at);
    check.accept(chain);
    Window window = OcspCheck.prove(chain, ocspResponses, trust, at).and(chain.window());
    if (octets() <= MAX_REMEMBERED) {
      trust.proofs().remember(owned(), new Proof(chain, window));
    }
    return chain;
  }

  private int octets() {
    int octets = Certificates.octets(extra);
    for (byte[] response : ocspResponses) {
      octets += response.length;
    }
    return octets;
  }

  /** With arrays that nobody else holds. */
  private Presented owned() {
    List<byte[]> copies = ocspResponses.stream().map(byte[]::clone).toList();
    return new Presented(leaf, extra, copies, instance, use);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Presented that
        && use == that.use
        && instance.equals(that.instance)
        && leaf.equals(that.leaf)
        && extra.equals(that.extra)
        && sameResponses(that.ocspResponses);
  }

  private boolean sameResponses(List<byte[]> others) {
    boolean same = ocspResponses.size() == others.size();
    for (int i = 0; same && i < others.size(); i++) {
      same = Arrays.equals(ocspResponses.get(i), others.get(i));
    }
    return same;
  }

  @Override
  public int hashCode() {
    int hash = 31 * leaf.hashCode() + extra.hashCode();
    for (byte[] response : ocspResponses) {
      hash = 31 * hash + Arrays.hashCode(response);
    }
    return 31 * hash + instance.hashCode() + use.hashCode();
  }
}
