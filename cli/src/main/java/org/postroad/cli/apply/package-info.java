// SPDX-License-Identifier: MIT

/**
 * A whole security server as one file: read strictly, compared with the running server, made true
 * step by step. What a tree means is decided by the server; this room reads and shows. Imports
 * {@code administration}, {@code output}, {@code process} and {@code server}.
 */
@NullMarked
package org.postroad.cli.apply;

import org.jspecify.annotations.NullMarked;
