// SPDX-License-Identifier: MIT

/**
 * Digest and signature algorithms as types, with their XML and JCA names, and strict base64.
 *
 * <p>The floor under {@code certificate}, {@code signature}, {@code token} and {@code globalconf}:
 * it imports the JDK and the native provider alone, never another room. Whatever cannot be read
 * comes back as an empty {@link java.util.Optional}, because only the caller knows which fault that
 * is.
 */
@NullMarked
package org.postroad.protocol.algorithm;

import org.jspecify.annotations.NullMarked;
