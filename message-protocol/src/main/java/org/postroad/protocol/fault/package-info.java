// SPDX-License-Identifier: MIT

/**
 * The closed set of fault codes, the one unchecked fault, and its SOAP and REST forms. Imports no
 * cryptography.
 */
@NullMarked
package org.postroad.protocol.fault;

import org.jspecify.annotations.NullMarked;
