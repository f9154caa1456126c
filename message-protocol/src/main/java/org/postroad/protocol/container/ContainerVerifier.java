// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import java.util.List;
import java.util.Optional;
import org.postroad.protocol.certificate.Trust;

/**
 * Judges containers offline, years later: who signed what for which member, and when.
 *
 * <p>The time that counts for certificates and OCSP responses is the one of the time-stamp, never
 * the present (D-045, D-074); a container without time-stamp is therefore never valid. A container
 * is checked as far as it can be even when something failed, so that the report shows all that is
 * wrong with it.
 */
public final class ContainerVerifier {
  private final Trust trust;
  private final ContainerForm form;
  private final ContainerLimits limits;

  /**
   * @param trust authorities of the global configuration that was in force
   * @param form {@link ContainerForm#OWN} refuses whatever Postroad would not have written
   */
  public ContainerVerifier(Trust trust, ContainerForm form, ContainerLimits limits) {
    this.trust = trust;
    this.form = form;
    this.limits = limits;
  }

  public VerificationReport verify(byte[] file) {
    return verify(file, SuppliedParts.NONE);
  }

  /** Judges a container together with parts of the message that it does not hold. */
  public VerificationReport verify(byte[] file, SuppliedParts supplied) {
    Findings findings = new Findings();
    Optional<ContainerReader.Opened> opened =
        findings.check(
            Check.CONTAINER,
            () -> ContainerReader.open(file, form, limits),
            container -> container.archive().members().size() + " files");
    if (opened.isEmpty()) {
      return new VerificationReport(
          Optional.empty(), Optional.empty(), Optional.empty(), findings.list(), List.of());
    }
    return new Verification(opened.get(), supplied, trust, findings).report();
  }
}
