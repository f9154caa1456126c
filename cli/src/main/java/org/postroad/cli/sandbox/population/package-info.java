// SPDX-License-Identifier: MIT
/**
 * The population registry of the sandbox: an information system with a database, a REST and a SOAP
 * interface, that knows nothing of security servers. Must never import {@code securityserver}.
 */
@NullMarked
package org.postroad.cli.sandbox.population;

import org.jspecify.annotations.NullMarked;
