// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * Judges an anchor before anybody relies on it: whether it can be read, is of the right instance,
 * and whether one of its sources serves a directory that is signed, has not expired, lists what it
 * has to and whose parts are what it says (rows A09, A10). What is on the way is fetched by the
 * caller.
 */
public final class AnchorCheck {
  private final Use use;
  private final Fetch fetch;
  private final Instant now;

  /** What lies at an address; nothing where the answer is that there is no such thing. */
  @FunctionalInterface
  public interface Fetch {
    Optional<byte[]> get(URI url) throws IOException;
  }

  /** What the anchor is for: the own instance's servers, or partners of the instance. */
  public enum Use {
    INTERNAL,
    EXTERNAL
  }

  /** What was found, with the exit codes administrators' scripts know. */
  public enum Verdict {
    GOOD(0),
    MISSING(115),
    MALFORMED(116),
    NOT_EXTERNAL(117),
    NO_PRIVATE_PARAMETERS(121),
    NOT_DOWNLOADED(122),
    EXPIRED(123),
    NOT_VERIFIED(124),
    UNUSABLE(125),
    OTHER_INSTANCE(126);

    private final int exitCode;

    Verdict(int exitCode) {
      this.exitCode = exitCode;
    }

    public int exitCode() {
      return exitCode;
    }
  }

  /**
   * The verdict and what led to it.
   *
   * @param anchor what was read, unless it could not be
   */
  public record Result(Verdict verdict, String text, Optional<ConfigurationAnchor> anchor) {
    public boolean isGood() {
      return verdict == Verdict.GOOD;
    }
  }

  public AnchorCheck(Use use, Fetch fetch, Instant now) {
    this.use = use;
    this.fetch = fetch;
    this.now = now;
  }

  /**
   * Judges the bytes of an anchor file.
   *
   * @param instance the only one it may be of, if that is known yet
   */
  public Result judge(byte[] file, Optional<String> instance) {
    ConfigurationAnchor anchor;
    try {
      anchor = ConfigurationAnchor.parse(file);
    } catch (Fault malformed) {
      return new Result(Verdict.MALFORMED, malformed.text(), Optional.empty());
    }
    if (instance.isPresent() && !instance.get().equals(anchor.instance())) {
      String text = "The anchor is of " + anchor.instance() + ", expected " + instance.get();
      return new Result(Verdict.OTHER_INSTANCE, text, Optional.of(anchor));
    }
    Result worst = result(Verdict.NOT_DOWNLOADED, "no usable address", anchor);
    for (ConfigurationAnchor.Source source : anchor.sources()) {
      Result found = judge(source, anchor);
      if (found.isGood()) {
        return found;
      }
      if (worst.verdict() == Verdict.NOT_DOWNLOADED) {
        worst = found;
      }
    }
    return worst;
  }

  private Result judge(ConfigurationAnchor.Source source, ConfigurationAnchor anchor) {
    String where = source.downloadUrl() + ": ";
    try {
      URI url = new URI(source.downloadUrl());
      SignedDirectory directory =
          SignedDirectory.verify(newest(url), source.verificationCertificates(), now);
      Verdict listed = listed(directory, anchor.instance());
      if (listed == Verdict.GOOD) {
        fetchParts(directory, url);
      }
      return result(listed, where + "lists " + identifiers(directory), anchor);
    } catch (Fault refused) {
      return result(verdict(refused.code()), where + refused.text(), anchor);
    } catch (IOException | URISyntaxException | IllegalArgumentException failure) {
      return result(Verdict.NOT_DOWNLOADED, where + failure.getMessage(), anchor);
    }
  }

  private byte[] newest(URI url) throws IOException {
    for (URI address : ConfigurationVersion.addresses(url)) {
      Optional<byte[]> directory = fetch.get(address);
      if (directory.isPresent()) {
        return directory.get();
      }
    }
    throw new IOException("no version of the configuration is served");
  }

  private Verdict listed(SignedDirectory directory, String instance) {
    boolean own = directory.part(PartReference.PRIVATE_PARAMETERS, instance).isPresent();
    if (use == Use.EXTERNAL && own) {
      return Verdict.NOT_EXTERNAL;
    }
    if (directory.part(PartReference.SHARED_PARAMETERS, instance).isEmpty()) {
      return Verdict.UNUSABLE;
    }
    return use == Use.INTERNAL && !own ? Verdict.NO_PRIVATE_PARAMETERS : Verdict.GOOD;
  }

  private void fetchParts(SignedDirectory directory, URI url) throws IOException {
    for (PartReference part : directory.parts()) {
      URI place = part.resolve(url);
      part.check(fetch.get(place).orElseThrow(() -> new IOException("nothing is at " + place)));
    }
  }

  private static String identifiers(SignedDirectory directory) {
    return String.join(
        ", ", directory.parts().stream().map(PartReference::contentIdentifier).toList());
  }

  private static Verdict verdict(FaultCode code) {
    return switch (code) {
      case GLOBAL_CONF_OUTDATED -> Verdict.EXPIRED;
      case CERT_NOT_FOUND, INVALID_SIGNATURE_VALUE -> Verdict.NOT_VERIFIED;
      default -> Verdict.UNUSABLE;
    };
  }

  private static Result result(Verdict verdict, String text, ConfigurationAnchor anchor) {
    return new Result(verdict, text, Optional.of(anchor));
  }
}
