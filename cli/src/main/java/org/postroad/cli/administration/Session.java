// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.time.Clock;

/** What the inputs of one command are read with: the program, what will be sent to it, the time. */
public record Session(Api api, Outgoing outgoing, Clock clock) {}
