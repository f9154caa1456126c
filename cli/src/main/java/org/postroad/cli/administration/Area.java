// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.util.function.Supplier;

/** One command of a family, declared when it is meant. */
public record Area(String command, Supplier<Entry> entry) {}
