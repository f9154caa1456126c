// SPDX-License-Identifier: MIT
/**
 * {@code postroad why}: explains one exchange, or one call that was denied, from the records of a
 * security server. {@link org.postroad.cli.why.RecordReading} reads; whatever judges is made of
 * facts alone and reads nothing. Nothing is ever changed.
 */
@NullMarked
package org.postroad.cli.why;

import org.jspecify.annotations.NullMarked;
