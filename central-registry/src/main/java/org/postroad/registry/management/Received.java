// SPDX-License-Identifier: MIT

package org.postroad.registry.management;

import java.time.Instant;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.management.ManagementMessage;
import org.postroad.protocol.management.SubmittedRequest;

/**
 * A request that could be read at a port that serves its kind; nothing in it is proven.
 *
 * @param configuration what the registry publishes now, and judges by
 * @param at when it is judged
 */
record Received(SubmittedRequest submitted, GlobalConfiguration configuration, Instant at) {
  ManagementMessage message() {
    return submitted.message();
  }
}
