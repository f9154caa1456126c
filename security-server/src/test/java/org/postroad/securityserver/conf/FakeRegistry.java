// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.Generation;
import org.postroad.protocol.globalconf.PartReference;
import org.postroad.protocol.globalconf.PrivateParameters;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.globalconf.SignedDirectory;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.testing.TestCertificate;
import org.postroad.testing.TestKey;

/** A registry without a network: what it serves are signed directories and their parts. */
public final class FakeRegistry {
  final String instance;
  final String directoryName;
  final TestKey key = TestCertificate.subject("CN=configuration signing").selfSigned();
  final List<String> addresses = new ArrayList<>();
  final List<ConfigurationAnchor> partners = new ArrayList<>();
  final Map<String, byte[]> extraParts = new HashMap<>();
  int version = 6;
  Instant generatedAt = Instant.parse("2026-11-21T11:59:00Z");
  Instant expires = Instant.parse("2026-11-21T12:10:00Z");
  Duration ocspFreshness = Duration.ofHours(1);

  public FakeRegistry(String instance, String directoryName, String... addresses) {
    this.instance = instance;
    this.directoryName = directoryName;
    this.addresses.addAll(List.of(addresses));
  }

  public X509Certificate certificate() {
    return key.certificate();
  }

  public ConfigurationAnchor anchor() {
    return new ConfigurationAnchor(
        Optional.empty(),
        instance,
        addresses.stream()
            .map(address ->
                new ConfigurationAnchor.Source(
                    "http://" + address + "/" + directoryName, List.of(certificate())))
            .toList());
  }

  SharedParameters shared() {
    SharedParameters base = Fixtures.shared(instance);
    return new SharedParameters(
        instance,
        addresses.stream()
            .map(address ->
                new SharedParameters.Source(
                    address, List.of(certificate()), List.of(certificate())))
            .toList(),
        base.certificationServices(),
        base.timestampingServices(),
        base.members(),
        base.servers(),
        base.globalGroups(),
        base.memberClasses(),
        ocspFreshness);
  }

  private PrivateParameters privateParameters() {
    return new PrivateParameters(
        instance,
        partners,
        new PrivateParameters.ManagementService(
            "https://registry.example:4001/managementservice/",
            Optional.empty(),
            ClientId.parse(instance + "/GOV/5678/management")),
        Duration.ofSeconds(60));
  }

  /** The parts by file name. */
  Map<String, byte[]> parts() {
    Map<String, byte[]> parts = new HashMap<>(extraParts);
    parts.put(PartReference.SHARED_PARAMETERS_FILE, shared().toXml(version));
    if (directoryName.equals("internalconf")) {
      parts.put(PartReference.PRIVATE_PARAMETERS_FILE, privateParameters().toXml(version));
    }
    return parts;
  }

  private String location(String file) {
    return "/V" + version + "/" + Generation.stamp(generatedAt) + "/" + file;
  }

  List<PartReference> references() {
    return parts().entrySet().stream()
        .map(part ->
            new PartReference(
                identifier(part.getKey()),
                instance,
                location(part.getKey()),
                DigestAlgorithm.SHA512.digest(part.getValue()),
                Optional.empty()))
        .toList();
  }

  private static String identifier(String file) {
    return switch (file) {
      case PartReference.SHARED_PARAMETERS_FILE -> PartReference.SHARED_PARAMETERS;
      case PartReference.PRIVATE_PARAMETERS_FILE -> PartReference.PRIVATE_PARAMETERS;
      default -> "PART-" + file;
    };
  }

  byte[] directory() {
    return signed(references());
  }

  byte[] signed(List<PartReference> references) {
    return new SignedDirectory(expires, version, references)
        .sign(key.signer(), certificate(), new SplittableRandom(1));
  }

  /** What it serves is made now and lasts ten minutes. */
  public FakeRegistry at(Instant now) {
    generatedAt = now;
    expires = now.plus(Duration.ofMinutes(10));
    return this;
  }

  /** A generation a minute newer that lasts a minute longer. */
  void regenerate() {
    generatedAt = generatedAt.plusSeconds(60);
    expires = expires.plusSeconds(60);
  }

  /** What a web server of this registry says. */
  Download.Response answer(URI url) {
    if (url.getRawPath().equals("/" + directoryName)) {
      return ("version=" + version).equals(url.getRawQuery())
          ? new Download.Response(200, directory())
          : new Download.Response(404, new byte[0]);
    }
    for (Map.Entry<String, byte[]> part : parts().entrySet()) {
      if (url.getRawPath().equals(location(part.getKey()))) {
        return new Download.Response(200, part.getValue());
      }
    }
    return new Download.Response(404, "not found".getBytes(StandardCharsets.UTF_8));
  }

  /** Several registries by host, plain HTTP only; remembers what was asked. */
  public static final class Network implements Download {
    final Map<String, FakeRegistry> hosts = new HashMap<>();
    private final Map<String, Download> overrides = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    boolean tagged;

    public Network(FakeRegistry... registries) {
      for (FakeRegistry registry : registries) {
        registry.addresses.forEach(address -> hosts.put(address, registry));
      }
    }

    synchronized List<String> asked() {
      List<String> copy = List.copyOf(asked);
      asked.clear();
      return copy;
    }

    synchronized void override(String prefix, Download answer) {
      overrides.put(prefix, answer);
    }

    synchronized void restore() {
      overrides.clear();
    }

    @Override
    public Response get(URI url, int limit) throws IOException {
      Download answer = answerOf(url);
      Response response = answer.get(url, limit);
      if (response.body().length > limit) {
        throw new IOException("body above " + limit + " bytes");
      }
      return response;
    }

    /** The tag is the generation: the same one is not sent twice to whoever says it. */
    @Override
    public Response getUnless(String tag, URI url, int limit) throws IOException {
      Response response = get(url, limit);
      synchronized (this) {
        asked.set(asked.lastIndexOf(url.toString()), url + " unless changed");
      }
      return response.tag().equals(Optional.of(tag))
          ? new Response(304, new byte[0], response.tag())
          : response;
    }

    private Response tagged(Response response, FakeRegistry registry, URI url) {
      boolean directory = url.getRawPath().equals("/" + registry.directoryName);
      return tagged && directory && response.status() == 200
          ? new Response(200, response.body(), Optional.of(Generation.stamp(registry.generatedAt)))
          : response;
    }

    private synchronized Download answerOf(URI url) {
      asked.add(url.toString());
      for (Map.Entry<String, Download> override : overrides.entrySet()) {
        if (url.toString().startsWith(override.getKey())) {
          return override.getValue();
        }
      }
      FakeRegistry registry = hosts.get(url.getHost());
      return (at, limit) -> {
        if (registry == null || !at.getScheme().equals("http")) {
          throw new IOException("connection refused");
        }
        return tagged(registry.answer(at), registry, at);
      };
    }
  }
}
