// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.signature.HashChainDocuments;
import org.postroad.protocol.signature.MessageSignature;

/**
 * Reads ASiC-E containers (D-055 to D-061) and refuses those that can be understood in two ways.
 *
 * <p>Reading says nothing about signatures or time-stamps: that is what {@link ContainerVerifier}
 * is for.
 */
public final class ContainerReader {
  private ContainerReader() {}

  public static ContainerContent read(InputStream in, ContainerForm form, ContainerLimits limits)
      throws IOException {
    return read(in.readNBytes(limits.maxFileBytes() + 1), form, limits);
  }

  public static ContainerContent read(byte[] file, ContainerForm form, ContainerLimits limits) {
    return open(file, form, limits).content();
  }

  /** A container with everything that was in the file. */
  record Opened(ContainerContent content, ZipArchive archive) {}

  static Opened open(byte[] file, ContainerForm form, ContainerLimits limits) {
    if (!ZipReader.isZip(file)) {
      throw new Fault(
          FaultCode.ASIC_MIME_TYPE_NOT_FOUND, "The file is not a container: it is no ZIP file");
    }
    ZipArchive archive = ZipReader.read(file, limits);
    checkMimetype(archive);
    Opened opened = new Opened(content(archive), archive);
    if (form == ContainerForm.OWN) {
      checkOwn(file, opened.content());
    }
    return opened;
  }

  private static void checkMimetype(ZipArchive archive) {
    byte[] found =
        archive
            .find(ContainerEntries.MIMETYPE)
            .orElseThrow(() -> missing(FaultCode.ASIC_MIME_TYPE_NOT_FOUND, "mimetype"));
    String type = new String(found, StandardCharsets.ISO_8859_1);
    if (!type.equalsIgnoreCase(ContainerEntries.TYPE)) {
      throw new Fault(
          FaultCode.ASIC_INVALID_MIME_TYPE,
          "The entry mimetype of "
              + found.length
              + " bytes is another one than "
              + ContainerEntries.TYPE);
    }
  }

  private static ContainerContent content(ZipArchive archive) {
    byte[] message =
        archive
            .find(ContainerEntries.MESSAGE)
            .orElseThrow(() -> missing(FaultCode.ASIC_MESSAGE_NOT_FOUND, "message.xml"));
    Optional<HashChainDocuments> signatureChain =
        chain(archive, ContainerEntries.SIGNATURE_CHAIN_RESULT, ContainerEntries.SIGNATURE_CHAIN);
    return new ContainerContent(
        message,
        new MessageSignature(signature(archive), signatureChain),
        timestamp(archive),
        attachments(archive),
        archive.time(ContainerEntries.MESSAGE));
  }

  private static byte[] signature(ZipArchive archive) {
    List<byte[]> found =
        archive.members().stream()
            .filter(member -> ContainerEntries.isSignature(member.name()))
            .map(ZipArchive.Member::data)
            .toList();
    if (found.isEmpty()) {
      throw missing(FaultCode.ASIC_SIGNATURE_NOT_FOUND, ContainerEntries.SIGNATURE);
    }
    if (found.size() > 1) {
      throw ZipBytes.refuse(found.size() + " signature documents, expected one");
    }
    return found.getFirst();
  }

  private static Optional<HashChainDocuments> chain(
      ZipArchive archive, String resultName, String chainName) {
    Optional<byte[]> result = archive.find(resultName);
    Optional<byte[]> chain = archive.find(chainName);
    if (result.isEmpty() && chain.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new HashChainDocuments(
            result.orElseThrow(
                () -> missing(FaultCode.ASIC_HASH_CHAIN_RESULT_NOT_FOUND, resultName)),
            chain.orElseThrow(() -> missing(FaultCode.ASIC_HASH_CHAIN_NOT_FOUND, chainName))));
  }

  /** The time-stamp of a batch: token, manifest and hash chain come together or not at all. */
  private static Optional<ContainerTimestamp> timestamp(ZipArchive archive) {
    Optional<byte[]> token = archive.find(ContainerEntries.TIMESTAMP);
    Optional<byte[]> manifest = archive.find(ContainerEntries.TIMESTAMP_MANIFEST);
    Optional<HashChainDocuments> chain =
        chain(archive, ContainerEntries.TIMESTAMP_CHAIN_RESULT, ContainerEntries.TIMESTAMP_CHAIN);
    if (token.isEmpty() && manifest.isEmpty() && chain.isEmpty()) {
      return Optional.empty();
    }
    if (manifest.isEmpty()) {
      throw missing(FaultCode.ASIC_MANIFEST_NOT_FOUND, ContainerEntries.TIMESTAMP_MANIFEST);
    }
    return Optional.of(
        new ContainerTimestamp(
            token.orElseThrow(
                () -> missing(FaultCode.ASIC_TIMESTAMP_NOT_FOUND, ContainerEntries.TIMESTAMP)),
            chain.orElseThrow(() ->
                missing(
                    FaultCode.ASIC_HASH_CHAIN_RESULT_NOT_FOUND,
                    ContainerEntries.TIMESTAMP_CHAIN_RESULT))));
  }

  private static List<Attachment> attachments(ZipArchive archive) {
    List<String> named =
        archive.members().stream()
            .map(ZipArchive.Member::name)
            .filter(ContainerEntries::looksLikeAttachment)
            .toList();
    List<Attachment> attachments = new ArrayList<>();
    for (int number = 1; number <= named.size(); number++) {
      byte[] bytes =
          archive
              .find(ContainerEntries.attachment(number))
              .orElseThrow(() -> ZipBytes.refuse("attachments " + named + " are not numbered"));
      attachments.add(new Attachment(number, bytes));
    }
    return attachments;
  }

  private static void checkOwn(byte[] file, ContainerContent content) {
    byte[] expected = ContainerWriter.toByteArray(content);
    int difference = Arrays.mismatch(file, expected);
    if (difference >= 0) {
      throw ZipBytes.refuse("not in the form Postroad writes, from byte " + difference + " on");
    }
  }

  private static Fault missing(FaultCode code, String entry) {
    return new Fault(code, "The container has no entry " + entry);
  }
}
