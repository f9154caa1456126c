// SPDX-License-Identifier: MIT
/**
 * What two security servers say to each other: the parts of the multipart messages on port 5500 and
 * the names of the HTTP header fields around them.
 *
 * <p>Parts are written and read in streams and in the one order that the protocol has. Nothing here
 * opens a connection, checks a signature or decides about trust, and nothing here imports {@code
 * container} or {@code token}.
 */
@NullMarked
package org.postroad.protocol.transport;

import org.jspecify.annotations.NullMarked;
