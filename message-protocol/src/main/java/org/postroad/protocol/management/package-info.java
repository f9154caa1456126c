// SPDX-License-Identifier: MIT

/**
 * Management requests: what a security server asks of the registry of its instance, as values, as
 * SOAP messages, and as the multiparts that prove who asks. Both directions are here, since a
 * server makes what the registry reads.
 *
 * <p>Bytes in, values out: no sockets, no certificates judged, no rules of the registry. Never
 * imports {@code globalconf}, {@code transport}, {@code signature} or {@code token}.
 */
@NullMarked
package org.postroad.protocol.management;

import org.jspecify.annotations.NullMarked;
