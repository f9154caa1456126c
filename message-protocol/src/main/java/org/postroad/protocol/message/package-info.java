// SPDX-License-Identifier: MIT

/**
 * SOAP and REST messages as values: headers, request hash, parts of the client-facing side. Imports
 * {@code identifier}, {@code fault}, {@code xml} and {@code mime}; never signatures, certificates,
 * configuration or a database.
 */
@NullMarked
package org.postroad.protocol.message;

import org.jspecify.annotations.NullMarked;
