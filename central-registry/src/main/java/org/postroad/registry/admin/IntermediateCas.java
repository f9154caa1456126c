// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.apache.cxf.jaxrs.ext.multipart.MultipartBody;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Created;
import org.postroad.protocol.administration.Refusal;

/** Intermediate authorities of certification services (E44). */
@Path("intermediate-cas")
public final class IntermediateCas {
  private final ApprovedTrust trust;

  IntermediateCas(ApprovedTrust trust) {
    this.trust = trust;
  }

  @GET
  @Path("{intermediate_ca_id}")
  @Needs(Permission.VIEW_APPROVED_CA_DETAILS)
  public CertificationServices.CertificateAuthority getIntermediateCa(
      @PathParam("intermediate_ca_id") int id) {
    return CertificationServices.CertificateAuthority.of(trust.intermediate(id));
  }

  @DELETE
  @Path("{intermediate_ca_id}")
  @Needs(Permission.EDIT_APPROVED_CA)
  @Audited(AuditEvent.DELETE_INTERMEDIATE_CA)
  public void deleteIntermediateCa(@Context Call call, @PathParam("intermediate_ca_id") int id) {
    call.note("intermediateCaId", id);
    trust.removeIntermediate(trust.intermediate(id), call);
  }

  @GET
  @Path("{intermediate_ca_id}/ocsp-responders")
  @Needs(Permission.VIEW_APPROVED_CA_DETAILS)
  public List<OcspResponders.OcspResponder> getIntermediateCaOcspResponders(
      @PathParam("intermediate_ca_id") int id) {
    return OcspResponders.list(trust.intermediate(id));
  }

  @POST
  @Created
  @Path("{intermediate_ca_id}/ocsp-responders")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Needs(Permission.EDIT_APPROVED_CA)
  @Audited(AuditEvent.ADD_INTERMEDIATE_OCSP_RESPONDER)
  public OcspResponders.OcspResponder addIntermediateCaOcspResponder(
      @Context Call call, @PathParam("intermediate_ca_id") int id, MultipartBody body) {
    call.note("intermediateCaId", id);
    return OcspResponders.add(trust, trust.intermediate(id), body, call);
  }

  @DELETE
  @Path("{intermediate_ca_id}/ocsp-responders/{ocsp_responder_id}")
  @Needs(Permission.EDIT_APPROVED_CA)
  @Audited(AuditEvent.DELETE_OCSP_RESPONDER)
  public void deleteIntermediateCaOcspResponder(
      @Context Call call,
      @PathParam("intermediate_ca_id") int id,
      @PathParam("ocsp_responder_id") int responderId) {
    call.note("ocspId", responderId);
    ApprovedTrust.Responder responder = trust.responder(responderId);
    if (responder.place().isTop() || responder.place().id() != id) {
      throw Refusal.notFound("ocsp_responder_not_found", Integer.toString(responderId));
    }
    OcspResponders.remove(trust, responder, call);
  }
}
