// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import io.netty.handler.ssl.OpenSsl;

/** Who does the arithmetic of TLS (decision 0031). */
enum TlsEngine {
  /** The JDK: every version and suite of {@link TlsPolicy}. */
  JDK,

  /** BoringSSL through Netty: TLS 1.3 alone, several times faster. */
  NATIVE;

  /** The faster one that loads here; takes a while the first time. */
  static TlsEngine fastest() {
    return OpenSsl.isAvailable() ? NATIVE : JDK;
  }
}
