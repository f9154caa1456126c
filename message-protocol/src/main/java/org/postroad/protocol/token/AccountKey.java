// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

import java.security.KeyPair;
import java.time.Instant;

/**
 * The key of an account at certification authorities (C80). It signs what is asked of them, and
 * nothing else: no certificate of an authority names it.
 *
 * @param pair given to the library that signs those requests, which takes no other form
 * @param renewed until when the key counts; another one takes its place before
 */
public record AccountKey(KeyPair pair, Instant renewed) {
  @Override
  public String toString() {
    return "account key " + TokenKey.id(pair.getPublic());
  }
}
