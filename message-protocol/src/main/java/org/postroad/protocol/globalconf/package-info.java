// SPDX-License-Identifier: MIT

/**
 * The global configuration of an instance: the anchor that starts trust, the signed directory that
 * lists the parts, private and shared parameters of versions 2 to 6 read and written from one
 * model, and {@link org.postroad.protocol.globalconf.GlobalConfiguration}, the immutable answer to
 * every question a server or a verifier asks of them.
 *
 * <p>Bytes in, values out. Downloading, storing and serving live elsewhere: nothing here may import
 * the rooms {@code transport}, {@code container}, {@code message} or {@code token}, nor open a
 * socket, a file or a thread, nor ask a clock.
 */
@NullMarked
package org.postroad.protocol.globalconf;

import org.jspecify.annotations.NullMarked;
