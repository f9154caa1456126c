// SPDX-License-Identifier: MIT
package org.postroad.cli.catalog;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postroad.cli.output.Failures;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.catalog.MemberCertificates;
import org.postroad.protocol.catalog.ServiceCatalog;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.globalconf.AnchorCheck;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.SignedPart;
import org.postroad.securityserver.WebDownload;
import org.postroad.securityserver.conf.Download;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which registry is asked, and the anchor that what it says is held against. */
public final class CatalogSource implements AnchorCheck.Fetch {
  private static final int LIMIT = 64 << 20;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final String BASE = "/catalogue/v1/";

  private final Download download = new WebDownload(Duration.ofSeconds(10), Duration.ofSeconds(30));

  @Option(
      names = "--anchor",
      paramLabel = "FILE",
      defaultValue = "${env:POSTROAD_ANCHOR}",
      description =
          "The instance's internal configuration anchor, as security servers have it; it tells"
              + " which registry to ask and whose signature to believe.")
  private Optional<Path> anchor = Optional.empty();

  @Option(
      names = "--registry",
      paramLabel = "URL",
      defaultValue = "${env:POSTROAD_CATALOG}",
      description = "Where to ask, if not where the anchor leads: http://HOST[:PORT].")
  private Optional<URI> registry = Optional.empty();

  /** What is asked for, with the parameters that have a value. */
  public JsonNode ask(String path, Map<String, String> parameters) {
    String query =
        parameters.entrySet().stream()
            .filter(parameter -> !parameter.getValue().isEmpty())
            .map(parameter -> parameter.getKey() + '=' + encoded(parameter.getValue()))
            .collect(Collectors.joining("&"));
    try {
      return JsonMapper.shared().readTree(answer(path + (query.isEmpty() ? "" : '?' + query)));
    } catch (JacksonException notJson) {
      throw CatalogFailed.notDone("What " + base() + " answers is not JSON");
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private byte[] answer(String target) {
    URI url = base().resolve(BASE + target);
    try {
      Download.Response response = download.get(url, LIMIT);
      return switch (response.status()) {
        case OK -> response.body();
        case NOT_FOUND -> throw CatalogFailed.nothing(reason(response.body()));
        default ->
            throw CatalogFailed.notDone(
                url + ": status " + response.status() + ' ' + reason(response.body()));
      };
    } catch (IOException failure) {
      throw CatalogFailed.notDone(Failures.text(failure));
    }
  }

  private static String reason(byte[] body) {
    try {
      return JsonMapper.shared().readTree(body).path("error").asString("");
    } catch (JacksonException notJson) {
      return "no catalogue is there";
    }
  }

  private URI base() {
    return registry.orElseGet(() -> {
      String address = readAnchor().sources().getFirst().downloadUrl();
      return URI.create(address).resolve("/");
    });
  }

  private ConfigurationAnchor readAnchor() {
    Path file =
        anchor.orElseThrow(() ->
            CatalogFailed.notDone(
                "Say which instance: --anchor FILE, or where only to ask, --registry URL"));
    try {
      return ConfigurationAnchor.parse(Files.readAllBytes(file));
    } catch (IOException failure) {
      throw CatalogFailed.notDone("Cannot read the anchor " + file);
    } catch (Fault malformed) {
      throw CatalogFailed.notDone(file + " is no anchor: " + malformed.text());
    }
  }

  /** The services as they are signed. */
  ServiceCatalog signedServices() {
    return ServiceCatalog.parse(
        signed(ServiceCatalog.CONTENT_IDENTIFIER, "no catalogue of services"));
  }

  /** The certificates as they are signed. */
  MemberCertificates signedCertificates() {
    return MemberCertificates.parse(
        signed(MemberCertificates.CONTENT_IDENTIFIER, "no certificates of members"));
  }

  private byte[] signed(String contentIdentifier, String none) {
    try {
      return new SignedPart(readAnchor(), this)
          .read(contentIdentifier, Clock.systemUTC().instant())
          .orElseThrow(() -> CatalogFailed.nothing("The configuration has " + none));
    } catch (Fault refused) {
      throw CatalogFailed.notGenuine(
          "The configuration cannot be believed: " + refused.getMessage());
    }
  }

  /** The document of that digest and no other. */
  byte[] document(String kind, Digest sha256) {
    byte[] document = answer(kind + '/' + sha256.hex());
    if (!DigestAlgorithm.SHA256.digest(document).equals(sha256)) {
      throw CatalogFailed.notGenuine(
          "What came is not what was signed: its SHA-256 is not " + sha256.hex());
    }
    return document;
  }

  @Override
  public Optional<byte[]> get(URI url) throws IOException {
    Download.Response response = download.get(url, LIMIT);
    return switch (response.status()) {
      case OK -> Optional.of(response.body());
      case NOT_FOUND -> Optional.empty();
      default -> throw new IOException("status " + response.status() + " for " + url);
    };
  }

  /** The parts of {@code INST/CLASS/CODE[/SUB]/SVC} as they are. */
  static List<String> parts(String service) {
    List<String> parts = List.of(service.split("/", -1));
    if (parts.size() != 4 && parts.size() != 5) {
      throw CatalogFailed.notDone(
          "'" + service + "' is no service, expected INSTANCE/CLASS/MEMBER[/SUBSYSTEM]/CODE");
    }
    return parts;
  }
}
