// SPDX-License-Identifier: MIT

package org.postroad.registry.store;

import java.time.Instant;

/** When a node of the registry published last (F11). */
public record NodeGeneration(String node, Instant generatedAt) {}
