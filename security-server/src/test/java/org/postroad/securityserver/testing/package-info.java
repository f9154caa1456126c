// SPDX-License-Identifier: MIT
/**
 * What the tests of several rooms share: an instance with two members and their servers, and an
 * exchange at a port that nobody is connected to. Must never import a room under test but {@code
 * conf} and {@code net}.
 */
@NullMarked
package org.postroad.securityserver.testing;

import org.jspecify.annotations.NullMarked;
