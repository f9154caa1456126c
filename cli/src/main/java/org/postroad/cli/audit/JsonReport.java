// SPDX-License-Identifier: MIT
package org.postroad.cli.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.container.Coverage;
import org.postroad.protocol.container.Finding;
import org.postroad.protocol.container.VerificationReport;

/** Findings for programs: one object for each file, in the order they were named, as one list. */
final class JsonReport {
  private JsonReport() {}

  static List<Map<String, Object>> of(List<Judgement> judgements) {
    return judgements.stream().map(JsonReport::file).toList();
  }

  private static Map<String, Object> file(Judgement judgement) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", judgement.file());
    json.put("verdict", judgement.verdict());
    switch (judgement) {
      case Judgement.Unreadable unreadable -> json.put("reason", unreadable.reason());
      case Judgement.Judged judged -> add(judged.report(), json);
    }
    return json;
  }

  private static void add(VerificationReport report, Map<String, Object> json) {
    report.message().ifPresent(message -> json.put("message", message(message)));
    report.signer().ifPresent(signer -> json.put("signer", signer(signer)));
    report.timestamp().ifPresent(timestamp -> json.put("timestamp", timestamp(timestamp)));
    List<Object> findings = new ArrayList<>();
    for (Finding finding : report.findings()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("check", finding.check().label());
      entry.put("outcome", TextReport.lower(finding.outcome()));
      entry.put("text", finding.text());
      if (!finding.code().isEmpty()) {
        entry.put("code", finding.dottedCode());
      }
      findings.add(entry);
    }
    json.put("findings", findings);
    json.put("files", report.entries().stream().map(JsonReport::entry).toList());
  }

  private static Map<String, Object> message(VerificationReport.SignedMessage message) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", message.response() ? "response" : "request");
    json.put("protocol", message.protocol());
    json.put("queryId", message.queryId());
    json.put("client", message.client().toString());
    json.put("service", message.service().toString());
    json.put("sender", message.sender().toString());
    return json;
  }

  private static Map<String, Object> signer(VerificationReport.Signer signer) {
    Map<String, Object> json = new LinkedHashMap<>();
    signer.member().ifPresent(member -> json.put("member", member.toString()));
    json.put("subject", signer.certificate().getSubjectX500Principal().toString());
    json.put("issuer", signer.certificate().getIssuerX500Principal().toString());
    json.put("serialNumber", signer.certificate().getSerialNumber().toString());
    json.put("sha256", Certificates.sha256(signer.certificate()).hex());
    json.put("claimedTime", signer.claimedTime().toString());
    json.put("batch", signer.batch());
    return json;
  }

  private static Map<String, Object> timestamp(VerificationReport.Timestamp timestamp) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("time", timestamp.time().toString());
    json.put("authority", timestamp.authority());
    json.put("serialNumber", timestamp.serialNumber().toString());
    json.put("batch", timestamp.batch());
    return json;
  }

  private static Map<String, Object> entry(Coverage coverage) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", coverage.entry());
    json.put("size", coverage.size());
    json.put("protection", TextReport.lower(coverage.protection()));
    return json;
  }
}
