// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.postroad.protocol.certificate.ApprovedAuthority;
import org.postroad.protocol.certificate.CertificateChain;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.KeyUsages;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.certificate.OcspCheck;
import org.postroad.protocol.certificate.Trust;
import org.postroad.protocol.container.VerificationReport.SignedMessage;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.message.MessageReader;
import org.postroad.protocol.signature.IntactSignature;

/** The checks of one container, from the message to the certificates. */
final class Verification {
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final String UNKNOWN_INSTANCE = "the configuration does not know the instance ";

  private final ContainerReader.Opened opened;
  private final SuppliedParts supplied;
  private final ContainerContent content;
  private final Trust trust;
  private final Findings findings;

  Verification(
      ContainerReader.Opened opened, SuppliedParts supplied, Trust trust, Findings findings) {
    this.opened = opened;
    this.supplied = supplied;
    this.content = supplied.into(opened.content());
    this.trust = trust;
    this.findings = findings;
  }

  VerificationReport report() {
    Optional<SignedMessage> message =
        findings.check(
            Check.MESSAGE,
            () -> SentMessage.of(MessageReader.parseLogged(content.message())),
            SentMessage::describe);
    Optional<CheckedSignature> signature =
        findings.check(Check.SIGNATURE, this::checkedSignature, CheckedSignature::describe);
    Optional<IntactSignature> intact = signature.map(CheckedSignature::intact);
    Optional<VerificationReport.Timestamp> timestamp = timestamp(message, intact);
    Optional<Instant> time = timestamp.map(VerificationReport.Timestamp::time);
    Optional<MemberId> member = signer(message, intact);
    chain(message, intact, time);
    intact.ifPresent(checked -> signingTime(checked, time));
    signature.ifPresent(checked -> checked.addAbsentTo(findings));
    supplied.addTo(findings, content.signature());
    EntryCoverage coverage = new EntryCoverage(opened, content, signature, timestamp);
    coverage.addTo(findings);
    return new VerificationReport(
        message,
        intact.map(checked -> signer(checked, member)),
        timestamp,
        findings.list(),
        coverage.list());
  }

  /**
   * A message logged without its body fails like any other that was changed, but not unexplained.
   */
  private CheckedSignature checkedSignature() {
    try {
      return CheckedSignature.of(content);
    } catch (Fault fault) {
      throw LoggedWithoutBody.explain(content, fault);
    }
  }

  private static VerificationReport.Signer signer(
      IntactSignature intact, Optional<MemberId> member) {
    return new VerificationReport.Signer(
        intact.signer(), member, intact.signingTime(), intact.batch());
  }

  private boolean isForeign(Optional<SignedMessage> message) {
    return message
        .filter(sent -> !trust.instances().contains(sent.sender().instance()))
        .isPresent();
  }

  private Optional<VerificationReport.Timestamp> timestamp(
      Optional<SignedMessage> message, Optional<IntactSignature> signature) {
    Optional<CheckedTimestamp> checked =
        findings.checkWith(
            Check.TIMESTAMP,
            signature,
            intact -> CheckedTimestamp.of(content, intact),
            CheckedTimestamp::describe);
    if (isForeign(message)) {
      findings.notChecked(
          Check.TIMESTAMP_AUTHORITY, UNKNOWN_INSTANCE + message.get().sender().instance());
      return Optional.empty();
    }
    return findings.checkWith(
        Check.TIMESTAMP_AUTHORITY,
        checked,
        stamp -> stamp.by(trust),
        VerificationReport.Timestamp::authority);
  }

  /** The certificate must be one for signing and name the member that sent the message (D-041). */
  private Optional<MemberId> signer(
      Optional<SignedMessage> message, Optional<IntactSignature> signature) {
    if (message.isEmpty() || signature.isEmpty()) {
      findings.notChecked(Check.SIGNER, "depends on message and signature");
      return Optional.empty();
    }
    MemberId sender = message.get().sender().member();
    if (isForeign(message)) {
      findings.notChecked(Check.SIGNER, UNKNOWN_INSTANCE + sender.instance());
      return Optional.empty();
    }
    return findings.check(
        Check.SIGNER,
        () -> memberOf(signature.get().signer(), sender),
        member -> "the certificate belongs to the sender, member " + member);
  }

  private MemberId memberOf(X509Certificate certificate, MemberId sender) {
    if (!KeyUsages.isSigning(certificate)) {
      throw new Fault(
          FaultCode.MALFORMED_SIGNATURE,
          "Certificate " + Certificates.displayName(certificate) + " is not for signing");
    }
    ApprovedAuthority authority =
        trust
            .issuerOf(certificate, sender.instance())
            .orElseThrow(() ->
                new Fault(
                    FaultCode.CERT_VALIDATION,
                    "Certificate "
                        + Certificates.displayName(certificate)
                        + " is not issued by an approved certification service of "
                        + sender.instance()));
    return checkMember(authority, certificate, sender);
  }

  private static MemberId checkMember(
      ApprovedAuthority authority, X509Certificate certificate, MemberId sender) {
    MemberId member = authority.profile().memberOf(certificate, sender.instance());
    if (!member.equals(sender)) {
      throw new Fault(
          FaultCode.INCORRECT_CERTIFICATE,
          "Name in certificate (" + member + ") does not match name in message (" + sender + ")");
    }
    return member;
  }

  private void chain(
      Optional<SignedMessage> message, Optional<IntactSignature> signature, Optional<Instant> at) {
    if (message.isEmpty() || isForeign(message) || signature.isEmpty() || at.isEmpty()) {
      findings.notChecked(Check.CHAIN, "depends on message, signature, time-stamp and instance");
      findings.notChecked(Check.OCSP, "depends on the certificate chain");
      return;
    }
    IntactSignature intact = signature.get();
    Optional<CertificateChain> chain =
        findings.check(
            Check.CHAIN,
            () -> chain(intact, message.get().sender().member(), at.get()),
            built -> "leads to " + Certificates.displayName(built.root()));
    findings.checkWith(
        Check.OCSP,
        chain,
        built -> {
          OcspCheck.chain(built, intact.ocspResponses(), trust, at.get());
          return built.withoutRoot().size();
        },
        count -> "good and fresh at " + at.get() + ", certificates checked: " + count);
  }

  /** The issuer was found by its name so far; the member is read by where the chain really ends. */
  private CertificateChain chain(IntactSignature intact, MemberId sender, Instant at) {
    CertificateChain chain =
        CertificateChain.build(
            intact.signer(),
            intact.extraCertificates(),
            trust,
            sender.instance(),
            KeyUse.SIGNING,
            at);
    if (trust
        .issuerOf(intact.signer(), sender.instance())
        .filter(chain.authority()::equals)
        .isEmpty()) {
      checkMember(chain.authority(), intact.signer(), sender);
    }
    return chain;
  }

  /** Reported only: nothing but the signer's word stands behind this time (threat 15). */
  private void signingTime(IntactSignature intact, Optional<Instant> timestamp) {
    Instant claimed = intact.signingTime();
    X509Certificate certificate = intact.signer();
    boolean plausible =
        !claimed.isBefore(certificate.getNotBefore().toInstant())
            && !claimed.isAfter(certificate.getNotAfter().toInstant())
            && timestamp.filter(time -> claimed.isAfter(time.plus(SKEW))).isEmpty();
    if (plausible) {
      findings.add(Finding.pass(Check.SIGNING_TIME, "the signer says " + claimed));
    } else {
      findings.notChecked(
          Check.SIGNING_TIME,
          "the signer says "
              + claimed
              + ", which is outside the validity of the certificate or after the time-stamp");
    }
  }
}
