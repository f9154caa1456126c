// SPDX-License-Identifier: MIT

/**
 * The SOAP management services, and the proof that a caller possesses the key it registers. Never
 * imports {@code publication}.
 */
@NullMarked
package org.postroad.registry.management;

import org.jspecify.annotations.NullMarked;
