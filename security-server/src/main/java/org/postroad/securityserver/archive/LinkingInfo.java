// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/**
 * The last file of an archive, {@code linkinginfo}: each container's place in a chain that runs
 * through all archives of a group, so that none can be taken out, put in or moved (E-024).
 *
 * <pre>
 * LAST-DIGEST-OF-THE-ARCHIVE-BEFORE NAME-OF-THE-ARCHIVE-BEFORE SHA-512
 * DIGEST CONTAINER
 * …
 * </pre>
 *
 * <p>The first archive of a group has {@code - -} in place of the one before. A digest is the
 * digest of the ASCII text made of the digest before it and the digest of the container's bytes,
 * both in lower-case hexadecimal; nothing stands before the first. The name of the archive before
 * is the one it finally has, with {@code .gpg} where it is encrypted (E-025).
 */
public record LinkingInfo(
    Optional<ChainEnd> previous, DigestAlgorithm algorithm, List<Link> links) {

  /** Its name in the archive. */
  public static final String NAME = "linkinginfo";

  private static final String NONE = "-";

  /** Where the chain stood when an archive was ended. */
  public record ChainEnd(String digest, String archive) {}

  /** One container and the digest of the chain up to it. */
  public record Link(String digest, String container) {}

  public LinkingInfo {
    links = List.copyOf(links);
  }

  /** The chain begins, or goes on where an archive ended. */
  public static LinkingInfo after(Optional<ChainEnd> previous, DigestAlgorithm algorithm) {
    return new LinkingInfo(previous, algorithm, List.of());
  }

  /** The digest that stands for everything up to here, nothing before the first container. */
  public String digest() {
    return links.isEmpty() ? previous.map(ChainEnd::digest).orElse("") : links.getLast().digest();
  }

  /** The digest of the chain once a container with this digest is behind {@code before}. */
  public static String next(DigestAlgorithm algorithm, String before, byte[] containerDigest) {
    String both = before + HexFormat.of().formatHex(containerDigest);
    return algorithm.digest(both.getBytes(StandardCharsets.US_ASCII)).hex();
  }

  /** The bytes of the file. */
  public byte[] toByteArray() {
    StringBuilder text = new StringBuilder();
    text.append(previous.map(ChainEnd::digest).orElse(NONE)).append(' ');
    text.append(previous.map(ChainEnd::archive).orElse(NONE)).append(' ');
    text.append(algorithm.jcaName()).append('\n');
    for (Link link : links) {
      text.append(link.digest()).append(' ').append(link.container()).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Refuses every file that {@link #toByteArray} does not make. */
  public static LinkingInfo parse(byte[] file) throws IOException {
    List<String> lines = Arrays.asList(text(file).split("\n", -1));
    String first = lines.getFirst();
    int digestEnd = first.indexOf(' ');
    int nameEnd = first.lastIndexOf(' ');
    if (digestEnd < 0 || nameEnd <= digestEnd) {
      throw new IOException("linking info begins with '" + first + "'");
    }
    String digest = first.substring(0, digestEnd);
    String name = first.substring(digestEnd + 1, nameEnd);
    String algorithm = first.substring(nameEnd + 1);
    List<Link> links = new ArrayList<>();
    for (String line : lines.subList(1, lines.size() - 1)) {
      int space = line.indexOf(' ');
      if (space < 0) {
        throw new IOException("linking info has the line '" + line + "'");
      }
      links.add(new Link(line.substring(0, space), line.substring(space + 1)));
    }
    LinkingInfo parsed =
        new LinkingInfo(
            digest.equals(NONE) ? Optional.empty() : Optional.of(new ChainEnd(digest, name)),
            DigestAlgorithm.ofName(algorithm)
                .orElseThrow(() -> new IOException("linking info digested by " + algorithm)),
            links);
    if (!Arrays.equals(parsed.toByteArray(), file)) {
      throw new IOException("linking info of " + file.length + " bytes is not in its own form");
    }
    return parsed;
  }

  private static String text(byte[] file) throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException("linking info is not UTF-8", e);
    }
  }
}
