// SPDX-License-Identifier: MIT

/**
 * The one hardened XML parser and writer, and the namespaces. Imports no other room but {@code
 * fault}.
 */
@NullMarked
package org.postroad.protocol.xml;

import org.jspecify.annotations.NullMarked;
