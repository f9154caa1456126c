// SPDX-License-Identifier: MIT

/**
 * The multipart format that security servers speak to each other: parts, reader, writer and HTTP
 * header names. Never opens a connection.
 */
@NullMarked
package org.postroad.protocol.transport;

import org.jspecify.annotations.NullMarked;
