// SPDX-License-Identifier: MIT

/**
 * {@code postroad registry}: what belongs to the distribution of configuration. The configuration
 * proxy fetches the signed configuration of an instance, signs it again with keys of its own and
 * serves it to whoever cannot reach the registry. Signing is in {@code token}, the wire in {@code
 * globalconf} and the port in the registry's {@code distribution}; here they are put together.
 */
@NullMarked
package org.postroad.cli.registry;

import org.jspecify.annotations.NullMarked;
