// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import org.postroad.protocol.globalconf.PrivateParameters;
import org.postroad.protocol.globalconf.SharedParameters;

/** A snapshot and the parameters that say it. */
record Rendered(RegistrySnapshot snapshot, SharedParameters shared, PrivateParameters own) {}
