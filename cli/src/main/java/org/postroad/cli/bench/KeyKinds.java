// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.util.List;
import org.postroad.protocol.token.KeyKind;

/** The kinds of keys that a run is for, one after the other. */
record KeyKinds(List<KeyKind> kinds) {
  KeyKinds {
    kinds = List.copyOf(kinds);
  }
}
