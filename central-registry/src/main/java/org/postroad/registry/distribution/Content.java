// SPDX-License-Identifier: MIT

package org.postroad.registry.distribution;

import java.nio.file.Path;
import java.util.Optional;
import org.postroad.protocol.transparency.CheckpointWitness;

/**
 * What is served.
 *
 * @param root where the parts lie
 * @param witness of message logs, if there is one
 * @param api what else may be asked, if anything
 */
public record Content(
    DirectoryLookup directories,
    Path root,
    Optional<CheckpointWitness> witness,
    Optional<PublicApi> api) {}
