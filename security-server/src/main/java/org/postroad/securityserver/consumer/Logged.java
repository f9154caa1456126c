// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

/** A verified response whose record is durable: it may leave. */
record Logged(Verified verified) {

  Responded response() {
    return verified.response();
  }
}
