// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import org.postroad.protocol.algorithm.Digest;

/**
 * A description of a service as a document.
 *
 * @param digest SHA-256 of its bytes, under which they are kept
 * @param meaning SHA-256 of what it says: two descriptions that differ in white space, comments,
 *     the order of keys or the addresses of servers have the same
 */
public record Description(DescriptionForm form, Digest digest, Digest meaning, int length) {}
