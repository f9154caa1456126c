// SPDX-License-Identifier: MIT
package org.postroad.cli.registry;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.postroad.protocol.algorithm.SigningKey;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.globalconf.AnchorCheck;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.ConfigurationVersion;
import org.postroad.protocol.globalconf.Generation;

/** Stage: fetches every version of what an instance follows, signs it again and publishes it. */
final class ProxyRefresh {
  private final ProxyFiles files;
  private final String address;
  private final AnchorCheck.Fetch fetch;
  private final Function<String, Optional<SigningKey>> keys;
  private final Clock clock;
  private final RandomGenerator random;

  /** Which versions are served now and why others are not. */
  record Refreshed(List<Integer> versions, List<String> failures) {}

  /**
   * @param address where clients reach the proxy
   * @param keys of its token, by their ids
   */
  ProxyRefresh(
      ProxyFiles files,
      String address,
      AnchorCheck.Fetch fetch,
      Function<String, Optional<SigningKey>> keys,
      Clock clock,
      RandomGenerator random) {
    this.files = files;
    this.address = address;
    this.fetch = fetch;
    this.keys = keys;
    this.clock = clock;
    this.random = random;
  }

  /** One version that fails keeps what it had; the others go on (A109). */
  Refreshed apply(ProxyInstance instance) throws IOException {
    ProxySettings settings = instance.settings();
    ConfigurationAnchor anchor = instance.anchor();
    var upstream = new Upstream(anchor, fetch);
    var signAgain = new SignAgain(instance, address, instance.certificates(), anchor);
    files.purge(instance.name(), settings.validity(), clock.instant());
    List<Integer> versions = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    int newest = ConfigurationVersion.NEWEST;
    for (int version = newest; version >= ConfigurationVersion.OLDEST; version--) {
      try {
        if (refresh(instance, settings, upstream, signAgain, version)) {
          versions.add(version);
        }
      } catch (IOException e) {
        failures.add("version " + version + ": " + e.getMessage());
      } catch (Fault e) {
        failures.add("version " + version + ": " + e.text());
      }
    }
    return new Refreshed(versions, failures);
  }

  private boolean refresh(
      ProxyInstance instance,
      ProxySettings settings,
      Upstream upstream,
      SignAgain signAgain,
      int version)
      throws IOException {
    Instant now = clock.instant();
    Optional<Generation> known = ProxyGeneration.read(instance.newest(version), version);
    Optional<Upstream.Fetched> fetched = upstream.fetch(version, known, now);
    if (fetched.isEmpty()) {
      return false;
    }
    SignAgain.By by = by(instance, settings, now);
    files.publish(instance.name(), version, signAgain.apply(fetched.get(), by, random));
    ProxyGeneration.write(
        instance.newest(version),
        fetched.get().directory().generation(instance.anchor().instance()));
    return true;
  }

  private SignAgain.By by(ProxyInstance instance, ProxySettings settings, Instant now)
      throws IOException {
    String keyId =
        settings
            .active()
            .orElseThrow(() ->
                new ProxyRefused(
                    "Instance " + instance.name() + " has no key: registry proxy add-key"));
    SigningKey key =
        keys.apply(keyId).orElseThrow(() -> new ProxyRefused("The token has no key " + keyId));
    X509Certificate certificate = instance.certificate(keyId);
    return new SignAgain.By(key, certificate, now, now.plus(settings.validity()));
  }
}
