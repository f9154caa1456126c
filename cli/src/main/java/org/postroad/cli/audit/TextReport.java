// SPDX-License-Identifier: MIT
package org.postroad.cli.audit;

import java.io.PrintWriter;
import java.util.Locale;
import org.postroad.cli.output.Printable;
import org.postroad.protocol.container.Coverage;
import org.postroad.protocol.container.Finding;
import org.postroad.protocol.container.VerificationReport;

/**
 * Findings for people, every line escaped.
 *
 * <pre>
 * evidence.asice: valid
 *   message      REST 1 request DEV-72…, client DEV/COM/1234/Client, service DEV/COM/…
 *   signed by    member DEV/COM/1234, certificate 16b…, at 2026-11-21T02:36:10Z (claimed)
 *   time-stamp   2026-11-21T02:36:12Z by Test TSA
 *   pass         container          11 files
 *   FAIL         ocsp               … [invalid_cert_path.cert_validation]
 *   -            unprotected        nothing protects note.txt
 *   file         message.xml        235 bytes, protected by the signature
 * </pre>
 */
final class TextReport {
  private final PrintWriter out;

  TextReport(PrintWriter out) {
    this.out = out;
  }

  void print(Judgement judgement) {
    out.println(Printable.escape(judgement.file()) + ": " + judgement.verdict());
    switch (judgement) {
      case Judgement.Unreadable unreadable -> line("", unreadable.reason());
      case Judgement.Judged judged -> print(judged.report());
    }
    out.flush();
  }

  private void print(VerificationReport report) {
    report.message().ifPresent(message -> line("message", SignedText.of(message)));
    report.signer().ifPresent(signer -> line("signed by", SignedText.of(signer)));
    report
        .timestamp()
        .ifPresent(stamp -> line("time-stamp", stamp.time() + " by " + stamp.authority()));
    for (Finding finding : report.findings()) {
      String code = finding.code().isEmpty() ? "" : " [" + finding.dottedCode() + "]";
      line(
          switch (finding.outcome()) {
            case PASS -> "pass";
            case FAIL -> "FAIL";
            case NOT_CHECKED -> "-";
          },
          column(finding.check().label(), 21) + finding.text() + code);
    }
    for (Coverage coverage : report.entries()) {
      line("file", column(coverage.entry(), 28) + describe(coverage));
    }
  }

  private static String describe(Coverage coverage) {
    String protection =
        switch (coverage.protection()) {
          case SIGNATURE -> "protected by the signature";
          case TIMESTAMP -> "protected by the time-stamp";
          case NONE -> "unprotected";
        };
    return coverage.size() + " bytes, " + protection;
  }

  private void line(String label, String text) {
    out.println(("  " + column(label, 12) + Printable.escape(text)).stripTrailing());
  }

  /** At least one blank stands between a column and the next. */
  private static String column(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
