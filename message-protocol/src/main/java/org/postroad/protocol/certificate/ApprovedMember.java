// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import org.postroad.protocol.identifier.MemberId;

/** A member as the subject of a certificate names it, by the profile of who issued it. */
public record ApprovedMember(ApprovedAuthority authority, MemberId member) {}
