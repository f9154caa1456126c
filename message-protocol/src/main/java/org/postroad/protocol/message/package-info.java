// SPDX-License-Identifier: MIT

/**
 * SOAP and REST messages as values: headers, request hash, MIME parts of the client-facing side.
 * Never imports cryptography providers or a database.
 */
@NullMarked
package org.postroad.protocol.message;

import org.jspecify.annotations.NullMarked;
