// SPDX-License-Identifier: MIT

package org.postroad.registry.membership;

/**
 * How far a request has come that needs a decision (B50). Only what is {@link Pending} can be
 * decided, and what is {@link Decided} stays so (B59).
 *
 * <pre>{@code
 * Waiting ── the same from the other origin ──▶ SubmittedForApproval
 * Waiting, SubmittedForApproval ── approved ──▶ Approved
 * Waiting, SubmittedForApproval ── declined ──▶ Declined, or Revoked if only the center asked
 * Waiting ── deleted by the server ──▶ Revoked
 * }</pre>
 */
public sealed interface RequestState {
  /** Nobody has decided yet. */
  sealed interface Pending extends RequestState {}

  sealed interface Decided extends RequestState {}

  /** Known from one origin only. */
  record Waiting() implements Pending {}

  /** Known from both origins (B51). */
  record SubmittedForApproval() implements Pending {}

  record Approved() implements Decided {}

  record Declined() implements Decided {}

  /** Taken back by those who asked. */
  record Revoked() implements Decided {}
}
