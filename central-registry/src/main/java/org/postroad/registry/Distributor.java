// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.postroad.protocol.transparency.CheckpointWitness;
import org.postroad.registry.distribution.Content;
import org.postroad.registry.distribution.Distribution;
import org.postroad.registry.distribution.DistributionLimits;
import org.postroad.registry.distribution.PublicApi;
import org.postroad.registry.net.PortTls;
import org.postroad.registry.publication.CurrentGeneration;

/** Opens ports that serve what is published, each plain or inside TLS. */
record Distributor(
    CurrentGeneration current,
    Path published,
    CheckpointWitness witness,
    PublicApi api,
    Clock clock) {

  Distribution open(InetSocketAddress address, Optional<PortTls> tls) {
    var content = new Content(current::find, published, Optional.of(witness), Optional.of(api));
    return Distribution.open(address, tls, content, DistributionLimits.DEFAULTS, clock);
  }
}
