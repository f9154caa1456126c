// SPDX-License-Identifier: MIT

/**
 * The one hardened XML parser, the one writer, canonical XML and the namespace names. Nothing else
 * in Postroad may parse XML. Imports {@code fault} only; never a JDK or library XML parser, and no
 * other room.
 */
@NullMarked
package org.postroad.protocol.xml;

import org.jspecify.annotations.NullMarked;
