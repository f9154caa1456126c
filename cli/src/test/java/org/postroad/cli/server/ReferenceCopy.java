// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.protocol.token.TokenKey;
import org.postroad.registry.Author;
import org.postroad.registry.CentralRegistry;
import org.postroad.registry.RegistryOptions;
import org.postroad.registry.membership.MembershipCommand;
import org.postroad.testing.TestAuthority;
import picocli.CommandLine;

/** A copy of {@code /etc/xroad} with a key, a device and a TLS identity, and who takes it over. */
public final class ReferenceCopy {
  public static final String PIN = "Secret1234";

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String KEYS =
      """
      <tns:keyConf xmlns:tns="http://x-road.eu/xsd/xroad.xsd">
        <device>
          <deviceType>softToken</deviceType><id>0</id>
          <key usage="SIGNING"><friendlyName>signing</friendlyName><keyId>A1</keyId></key>
        </device>
      </tns:keyConf>
      """;

  final Path copy;
  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();
  final X509Certificate tls;
  private final Path folder;

  /**
   * Makes it.
   *
   * @param folder where it will be, as {@code xroad}
   */
  public ReferenceCopy(Path folder) throws IOException, CertificateEncodingException {
    this.folder = folder;
    copy = folder.resolve("xroad");
    var day = Duration.ofDays(1);
    TokenKey identity = token("ssl/internal.p12", KeyKind.RSA_2048, "internal");
    tls =
        identity.selfSigned(
            "CN=ss1.test", List.of(), TestAuthority.NOW.minus(day), TestAuthority.NOW.plus(day));
    Files.write(copy.resolve("ssl/internal.crt"), tls.getEncoded());
    var _ = token("signer/softtoken/A1.p12", KeyKind.EC_P256, PIN);
    write("signer/keyconf.xml", KEYS);
    write("devices.ini", "[hsm]\nlibrary=/usr/lib/hsm.so\nslot_ids=3\n");
    write("conf.d/proxy.ini", "[proxy]\nserver-listen-port=5500\n");
    write("conf.d/local.ini", "[proxy]\nserver-listen-port=5501\nno-such-thing=1\n");
    var source = new ConfigurationAnchor.Source("http://127.0.0.1:1/internalconf", List.of(tls));
    Files.write(
        copy.resolve("configuration-anchor.xml"),
        new ConfigurationAnchor(Optional.empty(), "NAT", List.of(source)).toXml());
  }

  /** Its database. */
  public void database(String url, String user) throws IOException {
    write(
        "db.properties",
        """
        serverconf.hibernate.connection.url = %s
        serverconf.hibernate.connection.username = %s
        serverconf.hibernate.connection.password = not asked for
        """
            .formatted(url, user));
  }

  /** Starts the registry of its instance, which knows its owner, and leads to it by the anchor. */
  public CentralRegistry registry() throws IOException {
    var options =
        RegistryOptions.of(
                "NAT",
                folder.resolve("registry"),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                "a secret".toCharArray())
            .withKeyKind(KeyKind.EC_P256);
    CentralRegistry registry = CentralRegistry.open(options, Clock.systemUTC(), RANDOM);
    var agency = new MemberId("NAT", "GOV", "1");
    for (MembershipCommand command :
        List.of(
            new MembershipCommand.DefineMemberClass("GOV", "Government"),
            new MembershipCommand.AddMember(agency, "Agency"),
            new MembershipCommand.SetManagementServiceProvider(agency))) {
      registry.execute(command, new Author("tester", "because"));
    }
    registry.publish();
    Files.write(copy.resolve("configuration-anchor.xml"), registry.internalAnchor().toXml());
    return registry;
  }

  /** Writes a file of the copy. */
  public void write(String name, String text) throws IOException {
    Path file = copy.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private TokenKey token(String name, KeyKind kind, String password) throws IOException {
    SoftwareToken token = SoftwareToken.create();
    TokenKey key = token.generate(kind, RANDOM);
    Path file = copy.resolve(name);
    Files.createDirectories(file.getParent());
    try (OutputStream to = Files.newOutputStream(file)) {
      token.save(to, password.toCharArray());
    }
    return key;
  }

  /** Puts a PIN into the file {@code pin} beside the copy, for its owner alone. */
  public Path pin(String pin) throws IOException {
    Path file = folder.resolve("pin");
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, pin + "\n");
  }

  /** Goes without the device, which nobody has. */
  public void withoutDevice() throws IOException {
    Files.delete(copy.resolve("devices.ini"));
  }

  Path server() {
    return folder.resolve("server");
  }

  int takeOver(String pin, String... more) throws IOException {
    Path file = pin(pin);
    var arguments =
        new ArrayList<>(
            List.of(
                "--from",
                copy.toString(),
                "--address",
                "127.0.0.1",
                "--pin-file",
                file.toString(),
                "--directory",
                server().toString()));
    arguments.addAll(List.of(more));
    return new CommandLine(new TakeOverCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .setExecutionExceptionHandler((failure, command, _) -> {
          command.getErr().println(failure.getMessage());
          return failure instanceof CommandLine.IExitCodeGenerator ended ? ended.getExitCode() : 2;
        })
        .execute(arguments.toArray(String[]::new));
  }
}
