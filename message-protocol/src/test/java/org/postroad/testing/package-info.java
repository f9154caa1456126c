// SPDX-License-Identifier: MIT

/**
 * What the tests of every module share: where the reference vectors are, and the rule that no test
 * may be skipped. Imports no room.
 */
@NullMarked
package org.postroad.testing;

import org.jspecify.annotations.NullMarked;
