// SPDX-License-Identifier: MIT

/**
 * {@code postroad catalog}: the services of an instance and the certificates of its members, asked
 * of a registry and, where that matters, held against its signed configuration. Imports no room but
 * {@code output}.
 */
@NullMarked
package org.postroad.cli.catalog;

import org.jspecify.annotations.NullMarked;
