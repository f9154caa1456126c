// SPDX-License-Identifier: MIT
package org.postroad.cli.server.admin;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.postroad.cli.administration.AccessFile;
import org.postroad.cli.administration.AccessOptions;
import org.postroad.cli.administration.AccessSearch;
import org.postroad.cli.administration.AccessValues;
import org.postroad.cli.administration.Api;
import org.postroad.cli.process.AdministrationUrl;
import org.postroad.cli.server.ServerFile;
import org.postroad.securityserver.ServerDirectory;
import org.postroad.securityserver.api.AdministrationSettings;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/**
 * How to reach a security server: an option of every command, the environment, a file, or the
 * server's own configuration, which tells the address and the certificate.
 */
public final class ServerAccess implements AccessOptions {

  @ArgGroup(
      exclusive = false,
      order = 100,
      heading =
          "%nHow the server is reached; what is missing is taken from POSTROAD_API_SERVER_CONFIG,%n"
              + "_CONTEXT, _URL, _CA, _TOKEN_FILE or _TOKEN, then from the configuration or the%n"
              + "context's file, or else from ~/.config/postroad/server.yaml:%n")
  private Values given = new Values();

  /** What may be typed. */
  private static final class Values extends AccessValues {
    @Option(
        names = "--config",
        paramLabel = "FILE",
        order = 100,
        description = "The server's own configuration; says address, port and certificate.")
    private Optional<Path> config = Optional.empty();

    @Option(
        names = "--context",
        paramLabel = "DIR|FILE",
        order = 101,
        description = "A server's own directory, or a file that says all of this.")
    private Optional<Path> context = Optional.empty();

    private Api open(AccessSearch search) throws IOException {
      return open(search, () -> file(search));
    }

    private AccessFile file(AccessSearch search) throws IOException {
      Optional<Path> own =
          config.or(() ->
              context.isPresent() ? Optional.empty() : search.environment("CONFIG").map(Path::of));
      return own.isPresent() ? ofServer(own.get()) : search.file(context);
    }
  }

  @Override
  public Api open() throws IOException {
    return given.open(AccessSearch.of(ServerFamily.PROGRAM));
  }

  /** What a server's own configuration tells about its administration. */
  static AccessFile ofServer(Path config) throws IOException {
    ServerFile file = ServerFile.read(config, System.getenv());
    AdministrationSettings settings = file.settings().administration();
    ServerDirectory directory = new ServerDirectory(file.directory());
    Path token = file.directory().resolve("admin").resolve("token");
    return new AccessFile(
        Optional.of(
            AdministrationUrl.of(new InetSocketAddress(settings.address(), settings.port()))),
        Optional.of(directory.administrationCertificate()),
        Optional.of(token).filter(Files::isRegularFile));
  }
}
