// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.securityserver.acme.CertificateOffice;

/** Whether an authority asks for credentials of an external account (E26, C81). */
@Path("certificate-authorities/{ca_name}/has-acme-eab-credentials")
public final class AcmeCredentials {
  private final AdministeredKeys server;
  private final CertificateOrdering ordering;

  /** What it asks for and what is there. */
  record EabCredentials(boolean acmeEabRequired, boolean hasAcmeExternalAccountCredentials) {}

  AcmeCredentials(AdministeredKeys server, CertificateOrdering ordering) {
    this.server = server;
    this.ordering = ordering;
  }

  @GET
  @Needs({Permission.IMPORT_AUTH_CERT, Permission.IMPORT_SIGN_CERT})
  public EabCredentials hasAcmeExternalAccountCredentials(
      @PathParam("ca_name") String authority,
      @QueryParam("key_usage_type") @DefaultValue("") String usage,
      @QueryParam("member_id") @DefaultValue("") String member) {
    KeyUsageType type =
        Arrays.stream(KeyUsageType.values())
            .filter(each -> each.name().equals(usage))
            .findFirst()
            .orElseThrow(
                () -> Refusal.invalid("key_usage_type", "OneOf [AUTHENTICATION, SIGNING]"));
    MemberId whose = member.isEmpty() ? server.owner() : Encoded.member("member_id", member);
    CertificateOffice.Credentials known =
        server.make(() -> ordering.office().credentials(authority, whose, type.use()));
    return new EabCredentials(known.required(), known.present());
  }
}
