// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import org.postroad.protocol.fault.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the port that other servers connect to show a new authentication certificate as soon as that
 * is registered and its key is here. To be run whenever one of the two may have changed; returns at
 * once.
 */
record IdentityRenewal(Identity identity) implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(IdentityRenewal.class);

  @Override
  public void run() {
    var _ = Thread.ofVirtual().name("identity-renewal").start(this::renew);
  }

  /** Returns when it is done. */
  void renew() {
    try {
      if (identity.renew()) {
        LOG.info("Another authentication certificate is shown to other servers");
      }
    } catch (Fault none) {
      LOG.warn("Other servers are shown no other authentication certificate: {}", none.text());
    }
  }
}
