// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

/** What the inputs of one command are read with: the registry, and what will be sent to it. */
record Session(Api api, Outgoing outgoing) {}
