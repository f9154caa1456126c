// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

import java.time.Clock;

/**
 * What the inputs of one command are read with: the registry, what will be sent to it, the time.
 */
record Session(Api api, Outgoing outgoing, Clock clock) {}
