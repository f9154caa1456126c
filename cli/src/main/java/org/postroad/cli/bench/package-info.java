// SPDX-License-Identifier: MIT

/**
 * {@code postroad bench}: two security servers in processes of their own, driven and measured
 * beside a relay that neither signs nor logs. What is measured runs in child processes; load and
 * service run here, so that their processor time is not counted.
 */
@NullMarked
package org.postroad.cli.bench;

import org.jspecify.annotations.NullMarked;
