// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.cxf.jaxrs.ext.multipart.MultipartBody;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.CertificateView;
import org.postroad.protocol.administration.Form;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.globalconf.CertificationService.OcspService;
import org.postroad.protocol.globalconf.SharedParameters.CostType;

/** OCSP responders of approved authorities (E44). */
@Path("ocsp-responders")
public final class OcspResponders {
  private static final Set<String> FIELDS = Set.of("url", "certificate", "cost_type");

  private final ApprovedTrust trust;

  /** A responder; its number changes with its address. */
  record OcspResponder(int id, String url, boolean hasCertificate, Optional<CostType> costType) {
    static OcspResponder of(ApprovedTrust.Responder responder) {
      return new OcspResponder(
          responder.id(),
          responder.ocsp().url(),
          responder.ocsp().certificate().isPresent(),
          responder.ocsp().cost());
    }
  }

  OcspResponders(ApprovedTrust trust) {
    this.trust = trust;
  }

  @GET
  @Path("{ocsp_responder_id}")
  @Needs(Permission.VIEW_APPROVED_CA_DETAILS)
  public OcspResponder getOcspResponder(@PathParam("ocsp_responder_id") int id) {
    return OcspResponder.of(trust.responder(id));
  }

  @GET
  @Path("{ocsp_responder_id}/certificate")
  @Needs(Permission.VIEW_APPROVED_CA_DETAILS)
  public CertificateView getOcspRespondersCertificate(@PathParam("ocsp_responder_id") int id) {
    X509Certificate certificate =
        trust
            .responder(id)
            .ocsp()
            .certificate()
            .orElseThrow(() -> Refusal.notFound("certificate_not_found", Integer.toString(id)));
    return CertificateView.of(certificate);
  }

  @PATCH
  @Path("{ocsp_responder_id}")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Needs(Permission.EDIT_APPROVED_CA)
  @Audited(AuditEvent.EDIT_OCSP_RESPONDER)
  public OcspResponder updateOcspResponder(
      @Context Call call, @PathParam("ocsp_responder_id") int id, MultipartBody body) {
    var form = new Form(body, FIELDS);
    ApprovedTrust.Responder responder = trust.responder(id);
    OcspService before = responder.ocsp();
    var after =
        new OcspService(
            form.text("url").orElse(before.url()),
            form.certificate("certificate").or(before::certificate),
            cost(form).or(before::cost));
    note(call.note("ocspId", id), after);
    ApprovedTrust.Place changed =
        trust.change(
            responder.place(),
            all -> all.stream().map(each -> each.equals(before) ? after : each).toList(),
            call);
    return OcspResponder.of(new ApprovedTrust.Responder(changed, after));
  }

  @DELETE
  @Path("{ocsp_responder_id}")
  @Needs(Permission.EDIT_APPROVED_CA)
  @Audited(AuditEvent.DELETE_OCSP_RESPONDER)
  public void deleteOcspResponder(@Context Call call, @PathParam("ocsp_responder_id") int id) {
    call.note("ocspId", id);
    remove(trust, trust.responder(id), call);
  }

  static List<OcspResponder> list(ApprovedTrust.Place place) {
    return ApprovedTrust.responders(place).stream().map(OcspResponder::of).toList();
  }

  static OcspResponder add(
      ApprovedTrust trust, ApprovedTrust.Place place, MultipartBody body, Call call) {
    var form = new Form(body, FIELDS);
    String url = form.text("url").orElseThrow(() -> Refusal.invalid("url", "NotNull"));
    var added = new OcspService(url, form.certificate("certificate"), cost(form));
    note(call, added);
    ApprovedTrust.Place changed =
        trust.change(
            place,
            all -> {
              var more = new ArrayList<>(all);
              more.add(added);
              return more;
            },
            call);
    var responder = new ApprovedTrust.Responder(changed, added);
    call.note("ocspId", responder.id());
    return OcspResponder.of(responder);
  }

  static void remove(ApprovedTrust trust, ApprovedTrust.Responder responder, Call call) {
    var _ =
        trust.change(
            responder.place(),
            all -> all.stream().filter(each -> !each.equals(responder.ocsp())).toList(),
            call);
  }

  static Optional<CostType> cost(Form form) {
    return form.text("cost_type")
        .map(text ->
            switch (text) {
              case "FREE" -> CostType.FREE;
              case "PAID" -> CostType.PAID;
              case "UNDEFINED" -> CostType.UNDEFINED;
              default -> throw Refusal.invalid("cost_type", "OneOf [FREE, PAID, UNDEFINED]");
            });
  }

  private static void note(Call call, OcspService ocsp) {
    call.note("ocspUrl", ocsp.url());
    ocsp.certificate()
        .ifPresent(certificate ->
            call.note("ocspCertHash", Numbers.nameOf(certificate))
                .note("ocspCertHashAlgorithm", "SHA-1"));
  }
}
