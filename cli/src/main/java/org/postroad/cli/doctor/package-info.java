// SPDX-License-Identifier: MIT
/**
 * {@code postroad doctor}: looks at a security server from its files and from the places it needs,
 * and says what is wrong, whose it is and what to do. It never changes anything, and imports no
 * sandbox.
 */
@NullMarked
package org.postroad.cli.doctor;

import org.jspecify.annotations.NullMarked;
