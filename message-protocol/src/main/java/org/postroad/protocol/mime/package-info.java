// SPDX-License-Identifier: MIT

/**
 * Header blocks, content types and multipart bodies, read and written as streams without decoding
 * anything. Imports {@code fault} only; knows nothing of what the parts mean.
 */
@NullMarked
package org.postroad.protocol.mime;

import org.jspecify.annotations.NullMarked;
