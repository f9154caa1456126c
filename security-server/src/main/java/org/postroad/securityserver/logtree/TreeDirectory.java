// SPDX-License-Identifier: MIT
package org.postroad.securityserver.logtree;

import java.nio.file.Path;

/** Where the tree of a log lies, beside its segments. */
record TreeDirectory(Path messageLog) {

  /** Below it {@code tile/…} and {@code checkpoint} as C2SP names them. */
  Path root() {
    return messageLog.resolve("tree");
  }

  /** The newest checkpoint with all signatures it has so far. */
  Path checkpoint() {
    return root().resolve("checkpoint");
  }

  /** The verifier key of this log, for whoever sets up its witnesses and auditors. */
  Path verifierKey() {
    return root().resolve("vkey");
  }

  /** Where to read on in the journal; made anew when it is lost. */
  Path bookmark() {
    return root().resolve("bookmark");
  }

  Path tiles() {
    return root().resolve("tile");
  }

  /** Tiles that did not fit the last checkpoint, kept for whoever asks why. */
  Path replacedTiles() {
    return root().resolve("tile-replaced");
  }
}
