// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.net.URI;
import java.net.URISyntaxException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.SharedParameters;

/**
 * An address of a signed directory and the only certificates that may verify what comes from there
 * (threat 63).
 */
record ConfigurationLocation(URI url, List<X509Certificate> certificates) {
  private static final String INTERNAL = "internalconf";
  private static final String EXTERNAL = "externalconf";

  ConfigurationLocation {
    certificates = List.copyOf(certificates);
  }

  /**
   * Where to look for the directory of an instance, in the order of A28: the address that worked
   * last time, then what the instance said of itself when it was last verified, then its anchor;
   * among each, HTTPS before HTTP and equals in random order, so that no node of a registry is
   * everybody's first.
   */
  static List<ConfigurationLocation> inOrder(
      ConfigurationAnchor anchor,
      Optional<SharedParameters> lastVerified,
      Optional<URI> lastGood,
      RandomGenerator random) {
    List<ConfigurationLocation> all = new ArrayList<>();
    all.addAll(
        shuffled(
            lastVerified.map(known -> ofSources(known, directory(anchor))).orElse(List.of()),
            random));
    all.addAll(shuffled(ofAnchor(anchor), random));
    Map<URI, ConfigurationLocation> distinct = new LinkedHashMap<>();
    Stream.concat(
            all.stream().filter(location -> lastGood.filter(location.url()::equals).isPresent()),
            all.stream())
        .forEach(location -> distinct.merge(location.url(), location, (a, b) -> a.or(b)));
    return List.copyOf(distinct.values());
  }

  /** The same address with the certificates of both. */
  private ConfigurationLocation or(ConfigurationLocation other) {
    List<X509Certificate> both = new ArrayList<>(certificates);
    other.certificates.stream().filter(each -> !both.contains(each)).forEach(both::add);
    return new ConfigurationLocation(url, both);
  }

  private static List<ConfigurationLocation> shuffled(
      Collection<ConfigurationLocation> locations, RandomGenerator random) {
    List<ConfigurationLocation> mixed = new ArrayList<>(locations);
    Collections.shuffle(mixed, Random.from(random));
    return Stream.of("https", "http")
        .flatMap(scheme -> mixed.stream().filter(each -> scheme.equals(each.url().getScheme())))
        .toList();
  }

  /**
   * The sources of an anchor; each plain one on the standard port is tried over HTTPS too (A11).
   */
  private static List<ConfigurationLocation> ofAnchor(ConfigurationAnchor anchor) {
    List<ConfigurationLocation> locations = new ArrayList<>();
    for (ConfigurationAnchor.Source source : anchor.sources()) {
      Optional<URI> url = uri(source.downloadUrl());
      url.ifPresent(given -> {
        locations.add(new ConfigurationLocation(given, source.verificationCertificates()));
        overHttps(given)
            .ifPresent(secure ->
                locations.add(
                    new ConfigurationLocation(secure, source.verificationCertificates())));
      });
    }
    return locations;
  }

  private static Optional<URI> overHttps(URI url) {
    return "http".equals(url.getScheme()) && url.getPort() < 0
        ? uri("https" + url.toString().substring("http".length()))
        : Optional.empty();
  }

  private static List<ConfigurationLocation> ofSources(
      SharedParameters parameters, Optional<String> directory) {
    if (directory.isEmpty()) {
      return List.of();
    }
    List<ConfigurationLocation> locations = new ArrayList<>();
    for (SharedParameters.Source source : parameters.sources()) {
      List<X509Certificate> certificates = certificates(source, directory.get());
      for (String scheme : certificates.isEmpty() ? List.<String>of() : List.of("https", "http")) {
        uri(scheme + "://" + source.address() + "/" + directory.get())
            .ifPresent(url -> locations.add(new ConfigurationLocation(url, certificates)));
      }
    }
    return locations;
  }

  /** Any other directory, such as a configuration proxy's, may use the certificates of both. */
  private static List<X509Certificate> certificates(
      SharedParameters.Source source, String directory) {
    return switch (directory) {
      case INTERNAL -> source.internal();
      case EXTERNAL -> source.external();
      default -> Stream.concat(source.internal().stream(), source.external().stream()).toList();
    };
  }

  /** What follows the host in the anchor's first address that has it, e.g. internalconf (A12). */
  private static Optional<String> directory(ConfigurationAnchor anchor) {
    return anchor.sources().stream()
        .flatMap(source -> uri(source.downloadUrl()).stream())
        .map(url -> url.getRawPath().substring(Math.min(1, url.getRawPath().length())))
        .filter(path -> !path.isEmpty())
        .findFirst();
  }

  private static Optional<URI> uri(String text) {
    try {
      URI uri = new URI(text);
      boolean usable =
          ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawPath() != null;
      return usable ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
