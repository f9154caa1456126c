// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.ConfigurationVersion;
import org.postroad.protocol.globalconf.Generation;
import org.postroad.protocol.globalconf.PartMetadata;
import org.postroad.protocol.globalconf.PartReference;
import org.postroad.protocol.globalconf.PrivateParameters;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.globalconf.SignedDirectory;

/**
 * Fetches the configuration of one instance: the newest directory that its registry serves,
 * verified, and the parts it vouches for. All of it comes from one place and one directory (threat
 * 62).
 */
final class InstanceFetch {
  private static final int DIRECTORY_LIMIT = 1 << 20;
  private static final int PART_LIMIT = 64 << 20;
  private static final long TOTAL_LIMIT = 128L << 20;
  private static final int NOT_FOUND = 404;
  private static final int NOT_MODIFIED = 304;
  private static final int OK = 200;

  /**
   * An instance as it was fetched: file names and contents, metadata among them.
   *
   * @param unchanged whether it is what was accepted last, so that there is nothing to do
   * @param seen to ask for it again with
   */
  record Fetched(
      URI location,
      Generation generation,
      Map<String, byte[]> files,
      boolean unchanged,
      Optional<SeenDirectory> seen) {}

  /** The bytes of a directory and how they came. */
  private record Answer(byte[] document, boolean unchanged, Optional<SeenDirectory> seen) {}

  private final ConfigurationAnchor anchor;
  private final boolean own;
  private final Download download;
  private final Clock clock;
  private final Optional<SeenDirectory> seen;

  /**
   * @param own the own instance must come with private parameters (A57)
   * @param seen what was accepted last
   */
  InstanceFetch(
      ConfigurationAnchor anchor,
      boolean own,
      Download download,
      Clock clock,
      Optional<SeenDirectory> seen) {
    this.anchor = anchor;
    this.own = own;
    this.download = download;
    this.clock = clock;
    this.seen = seen;
  }

  /**
   * Tries the locations one after the other until one has a configuration that is in order and no
   * older than the one known.
   *
   * @param known what is stored, by file name, so that unchanged parts are not fetched again (A102)
   * @throws Fault with the reason of each location; one that answered wrongly gives the code rather
   *     than one that did not answer
   */
  Fetched fetch(
      List<ConfigurationLocation> locations,
      Map<String, byte[]> known,
      Optional<Generation> newestKnown) {
    List<String> reasons = new ArrayList<>();
    FaultCode code = FaultCode.NETWORK_ERROR;
    Optional<Exception> cause = Optional.empty();
    for (ConfigurationLocation location : locations) {
      try {
        return fetch(location, known, newestKnown);
      } catch (IOException e) {
        reasons.add(location.url() + ": " + e.getMessage());
        cause = cause.or(() -> Optional.of(e));
      } catch (Fault e) {
        reasons.add(location.url() + ": " + e.text());
        code = code == FaultCode.NETWORK_ERROR ? e.code() : code;
        cause = Optional.of(e);
      }
    }
    String text =
        "Global configuration of "
            + anchor.instance()
            + " could not be fetched: "
            + (reasons.isEmpty() ? "no usable address" : String.join("; ", reasons));
    throw cause.isPresent() ? new Fault(code, text, cause.get()) : new Fault(code, text);
  }

  private Fetched fetch(
      ConfigurationLocation location, Map<String, byte[]> known, Optional<Generation> newestKnown)
      throws IOException {
    Answer answer = newestVersion(location.url());
    SignedDirectory directory =
        SignedDirectory.verify(answer.document(), location.certificates(), clock.instant());
    Generation generation = directory.generation(anchor.instance());
    if (newestKnown.filter(generation::isBefore).isPresent()) {
      throw new Fault(
          FaultCode.GLOBAL_CONF_OUTDATED,
          "directory of " + generation + " is older than the one known, " + newestKnown.get());
    }
    requireParts(directory);
    boolean unchanged = answer.unchanged() && newestKnown.equals(Optional.of(generation));
    Map<String, byte[]> files = unchanged ? known : parts(location.url(), directory, known);
    return new Fetched(location.url(), generation, files, unchanged, answer.seen());
  }

  /** Asks for the newest version first; any answer but 404 settles it (A22, A23). */
  private Answer newestVersion(URI url) throws IOException {
    List<URI> addresses = ConfigurationVersion.addresses(url);
    for (URI address : addresses.subList(0, addresses.size() - 1)) {
      Download.Response response = directory(address);
      if (response.status() != NOT_FOUND) {
        return answer(address, response);
      }
    }
    URI oldest = addresses.getLast();
    return answer(oldest, directory(oldest));
  }

  /** A directory that was accepted from the same address is asked for only if it has changed. */
  private Download.Response directory(URI address) throws IOException {
    Optional<SeenDirectory> known = seen.filter(last -> last.address().equals(address));
    return known.isPresent()
        ? download.getUnless(known.get().tag(), address, DIRECTORY_LIMIT)
        : download.get(address, DIRECTORY_LIMIT);
  }

  private Answer answer(URI address, Download.Response response) throws IOException {
    Optional<SeenDirectory> known = seen.filter(last -> last.address().equals(address));
    if (response.status() == NOT_MODIFIED && known.isPresent()) {
      return new Answer(known.get().document(), true, known);
    }
    byte[] document = body(address, response);
    return new Answer(document, false, SeenDirectory.of(address, response));
  }

  private static byte[] body(URI url, Download.Response response) throws IOException {
    if (response.status() != OK) {
      throw new IOException("status " + response.status() + " for " + url);
    }
    return response.body();
  }

  private void requireParts(SignedDirectory directory) {
    for (PartReference part : directory.parts()) {
      if (!part.instance().equals(anchor.instance())) {
        throw malformed("directory has a part of instance " + part.instance());
      }
    }
    requirePart(directory, PartReference.SHARED_PARAMETERS);
    if (own) {
      requirePart(directory, PartReference.PRIVATE_PARAMETERS);
    }
  }

  private void requirePart(SignedDirectory directory, String identifier) {
    if (directory.part(identifier, anchor.instance()).isEmpty()) {
      throw malformed("directory has no " + identifier + " of " + anchor.instance());
    }
  }

  private Map<String, byte[]> parts(
      URI location, SignedDirectory directory, Map<String, byte[]> known) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    long total = 0;
    for (PartReference part : directory.parts()) {
      String name = part.storedName();
      byte[] content = content(location, part, Optional.ofNullable(known.get(name)));
      total += content.length;
      if (total > TOTAL_LIMIT) {
        throw malformed("parts are larger than " + TOTAL_LIMIT + " bytes");
      }
      if (name.endsWith(PartMetadata.SUFFIX) || files.put(name, content) != null) {
        throw malformed("two parts would be stored as " + name);
      }
      requireInstance(part, content, directory.version());
    }
    for (PartReference part : directory.parts()) {
      files.put(part.storedName() + PartMetadata.SUFFIX, PartMetadata.of(directory, part).toJson());
    }
    return files;
  }

  private byte[] content(URI location, PartReference part, Optional<byte[]> known)
      throws IOException {
    if (known.isPresent() && part.digest().matches(part.digest().algorithm().digest(known.get()))) {
      return known.get();
    }
    URI url = part.resolve(location);
    byte[] content = body(url, download.get(url, PART_LIMIT));
    part.check(content);
    return content;
  }

  /** Core parts must say inside whose they are (A60). */
  private void requireInstance(PartReference part, byte[] content, int version) {
    String inside =
        switch (part.contentIdentifier()) {
          case PartReference.SHARED_PARAMETERS ->
              SharedParameters.parse(content, version).instance();
          case PartReference.PRIVATE_PARAMETERS -> PrivateParameters.parse(content).instance();
          default -> anchor.instance();
        };
    if (!inside.equals(anchor.instance())) {
      throw malformed(part.contentIdentifier() + " is of instance " + inside);
    }
  }

  private static Fault malformed(String text) {
    return new Fault(FaultCode.MALFORMED_GLOBAL_CONF, text);
  }
}
