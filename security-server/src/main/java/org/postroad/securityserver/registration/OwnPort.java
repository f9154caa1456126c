// SPDX-License-Identifier: MIT

package org.postroad.securityserver.registration;

import java.net.URI;
import org.postroad.securityserver.net.HttpFetch;

/**
 * The client port of this server, to which it sends requests like any information system (B04).
 *
 * @param fetch shows the internal TLS certificate where the port is secure, and knows the server's
 */
public record OwnPort(URI url, HttpFetch fetch) {}
