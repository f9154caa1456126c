// SPDX-License-Identifier: MIT

/**
 * A security server described as one tree: what it shall be, how that differs from what it is, and
 * the way from one to the other. What the server decides alone is changed in one version of its
 * configuration; what others take part in (keys with their certificates, the registry) are steps
 * that are found anew from how things stand, so that nothing has to be remembered between two of
 * them.
 *
 * <p>Every rule is that of {@code conf}, {@code service}, {@code keys} and {@code registration},
 * which this room uses, with what {@code signer} keeps of requests; it knows no HTTP and no files.
 */
@NullMarked
package org.postroad.securityserver.declaration;

import org.jspecify.annotations.NullMarked;
