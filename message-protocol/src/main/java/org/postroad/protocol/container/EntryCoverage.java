// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postroad.protocol.container.Coverage.Protection;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * Says of every file of a container what protects it (threat 38).
 *
 * <p>{@code mimetype} and the two manifests are signed by nobody; what they say has to follow from
 * the other files or is not looked at.
 */
final class EntryCoverage {
  private static final Set<String> DESCRIPTIVE =
      Set.of(
          ContainerEntries.MIMETYPE,
          ContainerEntries.MANIFEST,
          ContainerEntries.TIMESTAMP_MANIFEST);

  private final ZipArchive archive;
  private final ContainerContent content;
  private final boolean ownMessage;
  private final Optional<CheckedSignature> signature;
  private final Optional<VerificationReport.Timestamp> timestamp;

  /** The content that was judged: a message supplied beside the file protects none in it. */
  EntryCoverage(
      ContainerReader.Opened opened,
      ContainerContent judged,
      Optional<CheckedSignature> signature,
      Optional<VerificationReport.Timestamp> timestamp) {
    this.archive = opened.archive();
    this.content = opened.content();
    this.ownMessage = Arrays.equals(content.message(), judged.message());
    this.signature = signature;
    this.timestamp = timestamp;
  }

  List<Coverage> list() {
    return archive.members().stream()
        .map(member -> new Coverage(member.name(), member.data().length, protection(member.name())))
        .toList();
  }

  private Protection protection(String name) {
    boolean signed = signature.isPresent();
    boolean chained = signed && signature.get().intact().batch();
    boolean stampedInBatch = timestamp.filter(VerificationReport.Timestamp::batch).isPresent();
    return switch (name) {
      case ContainerEntries.MESSAGE -> by(Protection.SIGNATURE, signed && ownMessage);
      case ContainerEntries.SIGNATURE_CHAIN, ContainerEntries.SIGNATURE_CHAIN_RESULT ->
          by(Protection.SIGNATURE, chained);
      case ContainerEntries.TIMESTAMP,
          ContainerEntries.TIMESTAMP_CHAIN,
          ContainerEntries.TIMESTAMP_CHAIN_RESULT ->
          by(Protection.TIMESTAMP, stampedInBatch);
      default -> {
        if (ContainerEntries.isSignature(name)) {
          yield stampedInBatch ? Protection.TIMESTAMP : by(Protection.SIGNATURE, signed);
        }
        yield by(Protection.SIGNATURE, signed && ContainerEntries.looksLikeAttachment(name));
      }
    };
  }

  private static Protection by(Protection protection, boolean holds) {
    return holds ? protection : Protection.NONE;
  }

  void addTo(Findings findings) {
    content
        .timestamp()
        .ifPresent(stamp ->
            findings.check(
                Check.MANIFEST, () -> checkManifest(stamp), _ -> "agrees with the time-stamp"));
    List<String> unprotected = new ArrayList<>();
    for (Coverage coverage : list()) {
      if (coverage.protection() == Protection.NONE && !DESCRIPTIVE.contains(coverage.entry())) {
        unprotected.add(coverage.entry());
      }
    }
    if (unprotected.isEmpty()) {
      findings.add(
          Finding.pass(
              Check.UNPROTECTED, "only what describes the container: mimetype and manifests"));
    } else {
      findings.notChecked(Check.UNPROTECTED, "nothing protects " + String.join(", ", unprotected));
    }
  }

  /** The manifest is compared with the one that belongs here, byte for byte. */
  private boolean checkManifest(ContainerTimestamp stamp) {
    byte[] found = archive.find(ContainerEntries.TIMESTAMP_MANIFEST).orElseThrow();
    if (!Arrays.equals(found, ContainerManifests.timestamp(stamp.hashChain()))) {
      throw new Fault(
          FaultCode.INVALID_REFERENCE,
          ContainerEntries.TIMESTAMP_MANIFEST + " does not name the time-stamped file");
    }
    return true;
  }
}
