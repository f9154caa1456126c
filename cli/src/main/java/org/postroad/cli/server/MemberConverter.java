// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.identifier.MemberId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A member as the administration writes it, {@code NAT:GOV:1}. */
final class MemberConverter implements ITypeConverter<MemberId> {

  @Override
  public MemberId convert(String text) {
    try {
      return Encoded.member("owner", text);
    } catch (Refusal | IllegalArgumentException e) {
      throw new TypeConversionException("'" + text + "' is no member, expected one like NAT:GOV:1");
    }
  }
}
