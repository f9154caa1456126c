// SPDX-License-Identifier: MIT

package org.postroad.cli.registry.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.cli.administration.CommandWords;
import org.postroad.cli.administration.Exit;
import org.postroad.cli.administration.Typing;
import org.postroad.cli.administration.Typing.Said;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.registry.Author;
import org.postroad.registry.membership.ApprovalPolicy;
import org.postroad.registry.membership.RequestOrigin;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestKey;

/** An instance is set up and looked after by typed commands alone, at a real registry (E40–E48). */
class WholeSetUpTest {
  private static final MemberId AGENCY = new MemberId("NAT", "GOV", "1");
  private static final SecurityServerId SERVER = new SecurityServerId(AGENCY, "s");

  @TempDir private Path directory;

  private final TestAuthority authority = TestAuthority.create();

  @Test
  void anInstanceIsSetUp() throws IOException {
    Path home = Files.createDirectory(directory.resolve("registry"));
    try (RealRegistry registry = RealRegistry.open(home)) {
      Typing typing = Typing.with(RegistryFamily.family(), "--context", registry.context());
      assertEquals(Exit.PROBLEMS, typing.type("status").exitCode());
      members(typing);
      trust(typing);
      server(registry, typing);
      groups(typing);
      keys(typing);
      tokens(typing);
    }
  }

  private static void members(Typing typing) {
    done(typing, "class add GOV 'Authorities of the state'");
    done(typing, "member add NAT:GOV:1 --name 'Population' --why 'Decision 7 of the board'");
    assertTrue(
        done(typing, "member rename NAT:GOV:1 'Agency of People' --dry-run")
            .contains("member_name  Population  Agency of People"));
    done(typing, "member rename NAT:GOV:1 'Agency of People'");
    assertTrue(done(typing, "member show NAT:GOV:1").contains("Agency of People"));
    done(typing, "member add NAT:GOV:2 --name Tax");
    done(typing, "subsystem add NAT:GOV:1:People --name 'Register of people'");
    done(typing, "subsystem rename NAT:GOV:1:People 'Register of persons'");
    assertTrue(done(typing, "subsystem list NAT:GOV:1").contains("Register of persons"));
    assertTrue(done(typing, "client search --type subsystem").contains("NAT:GOV:1:People"));
    Said again = say(typing, "member add NAT:GOV:2 --name Tax");
    assertEquals(Exit.REFUSED, again.exitCode());
    assertEquals("Refused: this member is there already: NAT:GOV:2\n", again.err());
    assertEquals(Exit.REFUSED, say(typing, "class remove GOV --yes").exitCode());
    Said mistyped = say(typing, "class remove GOW --yes");
    assertEquals(Exit.FAILED, mistyped.exitCode());
    assertTrue(mistyped.err().contains("did you mean GOV?"), mistyped.err());
  }

  private void trust(Typing typing) throws IOException {
    String root = pem("root", authority.root());
    String ocsp = pem("ocsp", authority.ocspSigner());
    String profile =
        "ee.ria.xroad.common.certificateprofile.impl.BasicCertificateProfileInfoProvider";
    done(typing, "authority add " + root + " --profile " + profile + " --tls-only no");
    String name = done(typing, "authority list -o csv").lines().skip(1).findFirst().orElseThrow();
    String number = name.substring(0, name.indexOf(','));
    done(typing, "authority set " + number + " --acme-url https://acme.test/directory");
    assertTrue(done(typing, "authority show " + number).contains("https://acme.test/directory"));
    done(typing, "authority ocsp add " + number + " http://ocsp.test --certificate " + ocsp);
    done(
        typing,
        "authority ocsp set " + number + " http://ocsp.test --address http://o2.test --cost paid");
    assertTrue(done(typing, "authority ocsp list " + number).contains("http://o2.test"));
    done(typing, "authority ocsp remove " + number + " http://o2.test --yes");
    String tsa = pem("tsa", authority.timestamper());
    done(typing, "timestamping add http://tsa.test --certificate " + tsa);
    done(typing, "timestamping set http://tsa.test --address http://tsa2.test");
    assertTrue(done(typing, "timestamping list").contains("http://tsa2.test"));
  }

  /** A server asks for its certificate, then for a client; both wait for somebody here. */
  private void server(RealRegistry registry, Typing typing) throws IOException {
    TestKey key = authority.authentication(AGENCY);
    pem("authentication", key);
    var ask =
        new ManagementRequest.AuthCertReg(
            SERVER, Optional.of("ss1.test"), key.certificate(), false);
    long id = submit(registry, ask);
    String shown = done(typing, "request show " + id);
    assertTrue(shown.contains("an authentication certificate for NAT:GOV:1:s"), shown);
    decide(
        typing,
        "request add certificate NAT:GOV:1:s "
            + directory.resolve("authentication.pem")
            + " --address ss1.test",
        id);
    assertTrue(done(typing, "server show NAT:GOV:1:s").contains("ss1.test"));
    done(typing, "server set-address NAT:GOV:1:s ss2.test");
    assertTrue(done(typing, "server list").contains("ss2.test"));
    assertTrue(done(typing, "member servers NAT:GOV:1").contains("NAT:GOV:1:s"));
    long client =
        submit(
            registry,
            new ManagementRequest.ClientReg(
                SERVER, new SubsystemId(AGENCY, "People"), Optional.empty()));
    assertTrue(done(typing, "request list").contains("NAT:GOV:1:People as a client"));
    decide(typing, "request add client NAT:GOV:1:s NAT:GOV:1:People", client);
    assertTrue(done(typing, "server clients NAT:GOV:1:s").contains("NAT:GOV:1:People"));
    Said machines = say(typing, "request add client-disabling NAT:GOV:1:s NAT:GOV:1:People");
    assertEquals(Exit.REFUSED, machines.exitCode(), machines.err());
    done(typing, "management set NAT:GOV:1:People");
    assertTrue(done(typing, "management show").contains("NAT:GOV:1:People"));
    done(typing, "subsystem unregister NAT:GOV:1:People NAT:GOV:1:s --yes");
    assertFalse(done(typing, "server clients NAT:GOV:1:s").contains("NAT:GOV:1:People"));
  }

  private static long submit(RealRegistry registry, ManagementRequest request) {
    return registry
        .registry()
        .submit(
            RequestOrigin.SECURITY_SERVER,
            request,
            ApprovalPolicy.NONE,
            new Author("NAT/GOV/1/s", "asked by the server"));
  }

  /** The registry asks for the same, and somebody approves what then waits for approval. */
  private static void decide(Typing typing, String other, long id) {
    done(typing, other);
    done(typing, "request approve " + id + " --why 'Contract 4'");
    assertTrue(done(typing, "request show " + id).contains("approved"));
  }

  private static void groups(Typing typing) {
    done(typing, "group add users 'Who may ask'");
    done(typing, "group add-member users NAT:GOV:1:People NAT:GOV:2");
    assertTrue(done(typing, "group members users --type subsystem").contains("NAT:GOV:1:People"));
    assertFalse(done(typing, "group members users --type subsystem").contains("NAT:GOV:2"));
    done(typing, "group remove-member users NAT:GOV:2 --yes");
    assertTrue(done(typing, "group show users").contains("1"));
    assertTrue(done(typing, "member groups NAT:GOV:1").contains("users"));
    done(typing, "group remove users --yes");
  }

  private void keys(Typing typing) throws IOException {
    String token = done(typing, "token list -o csv").lines().skip(1).findFirst().orElseThrow();
    String id = token.substring(0, token.indexOf(','));
    String made = done(typing, "key add internal second --token " + id + " -o json");
    String key = made.replaceAll("(?s).*?\"id\" : \"([^\"]+)\".*", "$1");
    done(typing, "key activate " + key);
    assertTrue(done(typing, "key list").contains(key));
    Path anchor = directory.resolve("anchor.xml");
    done(typing, "source anchor internal --file " + anchor);
    assertTrue(Files.readString(anchor).contains("NAT"));
    assertTrue(done(typing, "source url internal").contains("http"));
    done(typing, "source recreate-anchor internal");
    assertTrue(done(typing, "part list internal").contains("SHARED-PARAMETERS"));
    assertTrue(done(typing, "parameter list").contains("instanceIdentifier"));
    done(typing, "alert list");
  }

  /** A token of one role does what its role may, until it is revoked. */
  private void tokens(Typing typing) {
    Path file = directory.resolve("officer");
    done(typing, "apikey add security-officer --file " + file);
    String officer = " --token-file " + file;
    done(typing, "class list" + officer);
    Said refused = say(typing, "member add NAT:GOV:3 --name X" + officer);
    assertEquals(Exit.REFUSED, refused.exitCode(), refused.err());
    String number =
        done(typing, "apikey list -o csv").lines().reduce((_, last) -> last).orElseThrow();
    done(typing, "apikey revoke " + number.substring(0, number.indexOf(',')) + " --yes");
    assertEquals(Exit.REFUSED, say(typing, "class list" + officer).exitCode());
  }

  private String pem(String name, TestKey key) throws IOException {
    Path file = directory.resolve(name + ".pem");
    return Files.writeString(file, Certificates.pem(key.certificate())).toString();
  }

  private static Said say(Typing typing, String line) {
    return typing.type(CommandWords.of(line));
  }

  private static String done(Typing typing, String line) {
    Said said = say(typing, line);
    assertEquals(Exit.DONE, said.exitCode(), line + ": " + said.err());
    return said.out();
  }
}
