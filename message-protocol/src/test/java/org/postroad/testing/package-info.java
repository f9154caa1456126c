// SPDX-License-Identifier: MIT

/**
 * What the tests of every module share: where the reference vectors are, and the rule that no test
 * may be skipped, and a certification authority with everything it signs, right or forged. Of the
 * rooms it imports {@code identifier}, {@code algorithm} and {@code certificate}.
 */
@NullMarked
package org.postroad.testing;

import org.jspecify.annotations.NullMarked;
