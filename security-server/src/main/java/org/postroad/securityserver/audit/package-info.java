// SPDX-License-Identifier: MIT

/**
 * The judge of a message log: reads the directory of a log, a copy or the running one, and says
 * what in it is not as it was written, offline and without trusting anything that lies beside the
 * journal.
 *
 * <p>Nothing is repaired, no lock is taken and no file is changed. This room opens no connection
 * and has no threads but a bounded pool while it judges. What it finds is a list of {@link
 * org.postroad.securityserver.audit.Finding}; an empty list means that everything that could be
 * checked was in order, and {@link org.postroad.securityserver.audit.AuditReport#notChecked} says
 * what could not.
 */
@NullMarked
package org.postroad.securityserver.audit;

import org.jspecify.annotations.NullMarked;
