// SPDX-License-Identifier: MIT

/**
 * ASiC-E containers, written, read and verified; the findings of a verification. Never opens a
 * file: streams are handed in.
 */
@NullMarked
package org.postroad.protocol.container;

import org.jspecify.annotations.NullMarked;
