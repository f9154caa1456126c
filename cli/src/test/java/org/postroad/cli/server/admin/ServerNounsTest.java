// SPDX-License-Identifier: MIT

package org.postroad.cli.server.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.cli.administration.CommandWords;
import org.postroad.cli.administration.Declared;
import org.postroad.cli.administration.Exit;
import org.postroad.cli.administration.FakeWire;
import org.postroad.cli.administration.Typing;
import org.postroad.cli.administration.Typing.Said;
import tools.jackson.databind.json.JsonMapper;

/** What each command sends, and that every declared one is in this table. */
class ServerNounsTest {
  @TempDir private Path directory;
  private final FakeWire server = new FakeWire();
  private Path certificate = Path.of("");
  private Path pin = Path.of("");

  @BeforeEach
  void prepare() throws IOException {
    certificate = Files.writeString(directory.resolve("cert.pem"), "CERTIFICATE");
    pin = Files.writeString(directory.resolve("pin"), "1234\n");
    Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("rw-------"));
    server
        .answers("GET /security-servers?current_server=true", "[{'instance_id':'T'}]")
        .answers("GET /clients/T:G:1:A/local-groups", "[{'id':'7','code':'all'}]")
        .answers(
            "GET /clients/T:G:1:A/service-descriptions", "[{'id':'8','url':'http://a.test/wsdl'}]")
        .answers(
            "GET /service-descriptions/8", "{'id':'8','type':'WSDL','url':'http://a.test/wsdl'}")
        .answers(
            "GET /services/T:G:1:A:people",
            "{'url':'http://a.test','timeout':60,'ssl_auth':true,"
                + "'endpoints':[{'id':'9','method':'GET','path':'/people'}]}")
        .answers(
            "GET /services/T:G:1:A:old.v1", "{'url':'http://o.test','timeout':30,'ssl_auth':false}")
        .answers("GET /certificate-authorities", "[{'name':'Test CA'}]")
        .answers("GET /timestamping-services", "[{'name':'Test TSA','url':'http://tsa.test'}]")
        .answers(
            "GET /system/timestamping-services", "[{'name':'Test TSA','url':'http://tsa.test'}]")
        .answers("GET /keys/K1", "{'certificate_signing_requests':[{'id':'R1'}]}")
        .answers(
            "GET /tokens",
            "[{'id':'0','name':'soft','keys':[{'id':'K1','name':'first','certificates':"
                + "[{'certificate_details':{'hash':'AB','subject_common_name':'ss1'}}],"
                + "'certificate_signing_requests':[{'id':'R1'}]}]}]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      textBlock =
          """
          client list --name pop --signs yes | GET /clients?name=pop&local_valid_sign_cert=true |
          client search --class G --members no --others | GET /clients?internal_search=false&member_class=G&show_members=false&exclude_local=true |
          client show T:G:1:A | GET /clients/T:G:1:A |
          client add T:G:1:A --name Alpha --connection https-no-auth | POST /clients | {"ignore_warnings":false,"client":{"member_class":"G","member_code":"1","subsystem_code":"A","subsystem_name":"Alpha","connection_type":"HTTPS_NO_AUTH"}}
          client add T:G:1 | POST /clients | {"ignore_warnings":false,"client":{"member_class":"G","member_code":"1"}}
          client register T:G:1:A | PUT /clients/T:G:1:A/register |
          client unregister T:G:1:A | PUT /clients/T:G:1:A/unregister |
          client disable T:G:1:A | PUT /clients/T:G:1:A/disable |
          client enable T:G:1:A | PUT /clients/T:G:1:A/enable |
          client rename T:G:1:A Beta | PUT /clients/T:G:1:A/rename | {"client_name":"Beta"}
          client set-connection T:G:1:A http | PATCH /clients/T:G:1:A | {"connection_type":"HTTP"}
          client make-owner T:G:1 --yes | PUT /clients/T:G:1/make-owner |
          client remove T:G:1:A --yes | DELETE /clients/T:G:1:A |
          client signs T:G:1:A | GET /clients/T:G:1:A/sign-certificates |
          client orphans T:G:1:A | GET /clients/T:G:1:A/orphans |
          client remove-orphans T:G:1:A --yes | DELETE /clients/T:G:1:A/orphans |
          client certificate list T:G:1:A | GET /clients/T:G:1:A/tls-certificates |
          client certificate show T:G:1:A AB | GET /clients/T:G:1:A/tls-certificates/AB |
          client certificate add T:G:1:A $CERT | POST /clients/T:G:1:A/tls-certificates | CERTIFICATE
          client certificate remove T:G:1:A AB --yes | DELETE /clients/T:G:1:A/tls-certificates/AB |
          description list T:G:1:A | GET /clients/T:G:1:A/service-descriptions |
          description show T:G:1:A http://a.test/wsdl | GET /service-descriptions/8 |
          description services T:G:1:A http://a.test/wsdl | GET /service-descriptions/8/services |
          description enable T:G:1:A http://a.test/wsdl | PUT /service-descriptions/8/enable |
          description disable T:G:1:A http://a.test/wsdl --notice 'Until noon' | PUT /service-descriptions/8/disable | {"disabled_notice":"Until noon"}
          description refresh T:G:1:A http://a.test/wsdl --dry-run | GET /service-descriptions/8/changes |
          description refresh T:G:1:A http://a.test/wsdl | PUT /service-descriptions/8/refresh | {"ignore_warnings":false}
          description set T:G:1:A http://a.test/wsdl --address http://b.test | PATCH /service-descriptions/8 | {"ignore_warnings":false,"url":"http://b.test","type":"WSDL"}
          description remove T:G:1:A http://a.test/wsdl --yes | DELETE /service-descriptions/8 |
          description add wsdl T:G:1:A http://c.test | POST /clients/T:G:1:A/service-descriptions | {"ignore_warnings":false,"url":"http://c.test","type":"WSDL"}
          description add openapi T:G:1:A http://c.test people | POST /clients/T:G:1:A/service-descriptions | {"ignore_warnings":false,"url":"http://c.test","type":"OPENAPI3","rest_service_code":"people"}
          description add rest T:G:1:A http://c.test people | POST /clients/T:G:1:A/service-descriptions | {"ignore_warnings":false,"url":"http://c.test","type":"REST","rest_service_code":"people"}
          service list T:G:1:A | GET /clients/T:G:1:A/service-descriptions |
          service show T/G/1/A/old/v1 | GET /services/T:G:1:A:old.v1 |
          service set T:G:1:A:old:v1 --timeout 20 --timeout-of-all | PATCH /services/T:G:1:A:old.v1 | {"ignore_warnings":false,"timeout":20,"timeout_all":true,"url":"http://o.test","ssl_auth":false}
          service set T:G:1:A:people --address http://n.test --check-certificate no | PATCH /services/T:G:1:A:people | {"ignore_warnings":false,"url":"http://n.test","ssl_auth":false,"timeout":60}
          endpoint list T:G:1:A:people | GET /services/T:G:1:A:people |
          endpoint show T:G:1:A:people 'GET /people' | GET /endpoints/9 |
          endpoint add T:G:1:A:people 'POST /people/*' | POST /services/T:G:1:A:people/endpoints | {"method":"POST","path":"/people/*"}
          endpoint set T:G:1:A:people 'get /people' '* /**' | PATCH /endpoints/9 | {"method":"*","path":"/**"}
          endpoint remove T:G:1:A:people 9 --yes | DELETE /endpoints/9 |
          right list T:G:1:A:people | GET /services/T:G:1:A:people/service-clients |
          right give T:G:1:A:people T:G:2:B T:everybody all | POST /services/T:G:1:A:people/service-clients | {"items":[{"id":"T:G:2:B","service_client_type":"SUBSYSTEM"},{"id":"T:everybody","service_client_type":"GLOBALGROUP"},{"id":"7","service_client_type":"LOCALGROUP"}]}
          right take T:G:1:A:people T:G:2:B --yes | POST /services/T:G:1:A:people/service-clients/delete | {"items":[{"id":"T:G:2:B","service_client_type":"SUBSYSTEM"}]}
          right candidates T:G:1:A --type globalgroup --code all | GET /clients/T:G:1:A/service-client-candidates?service_client_type=GLOBALGROUP&member_group_code=all |
          right endpoint list T:G:1:A:people 'GET /people' | GET /endpoints/9/service-clients |
          right endpoint give T:G:1:A:people 'GET /people' T:G:2:B | POST /endpoints/9/service-clients | {"items":[{"id":"T:G:2:B","service_client_type":"SUBSYSTEM"}]}
          right endpoint take T:G:1:A:people 'GET /people' T:G:2:B --yes | POST /endpoints/9/service-clients/delete | {"items":[{"id":"T:G:2:B","service_client_type":"SUBSYSTEM"}]}
          right holder list T:G:1:A | GET /clients/T:G:1:A/service-clients |
          right holder show T:G:1:A all | GET /clients/T:G:1:A/service-clients/7 |
          right holder services T:G:1:A T:G:2:B | GET /clients/T:G:1:A/service-clients/T:G:2:B/access-rights |
          right holder give T:G:1:A T:G:2:B people old | POST /clients/T:G:1:A/service-clients/T:G:2:B/access-rights | {"items":[{"service_code":"people"},{"service_code":"old"}]}
          right holder take T:G:1:A T:G:2:B people --yes | POST /clients/T:G:1:A/service-clients/T:G:2:B/access-rights/delete | {"items":[{"service_code":"people"}]}
          group list T:G:1:A | GET /clients/T:G:1:A/local-groups |
          group show T:G:1:A all | GET /local-groups/7 |
          group add T:G:1:A tax 'Tax offices' | POST /clients/T:G:1:A/local-groups | {"code":"tax","description":"Tax offices"}
          group describe T:G:1:A all 'All offices' | PATCH /local-groups/7 | {"description":"All offices"}
          group remove T:G:1:A all --yes | DELETE /local-groups/7 |
          group add-member T:G:1:A all T:G:2 T:G:2:B | POST /local-groups/7/members | {"items":["T:G:2","T:G:2:B"]}
          group remove-member T:G:1:A all T:G:2 --yes | POST /local-groups/7/members/delete | {"items":["T:G:2"]}
          token list | GET /tokens |
          token show soft | GET /tokens/0 |
          token rename soft safe | PATCH /tokens/0 | {"name":"safe"}
          token login soft --pin-file $PIN | PUT /tokens/0/login | {"password":"1234"}
          token logout 0 --yes | PUT /tokens/0/logout |
          token change-pin soft --old-pin-file $PIN --new-pin-file $PIN --yes | PUT /tokens/0/pin | {"old_pin":"1234","new_pin":"1234"}
          token remove soft --yes | DELETE /tokens/0 |
          key list | GET /tokens |
          key show first | GET /keys/K1 |
          key add soft --label second --kind ec-p256 | POST /tokens/0/keys | {"label":"second","key_kind":"EC_P256"}
          key add-with-csr soft signing --authority 'Test CA' --label second --member T:G:1 --field CN=One | POST /tokens/0/keys-with-csrs | {"csr_generate_request":{"key_usage_type":"SIGNING","csr_format":"PEM","subject_field_values":{"CN":"One"},"ca_name":"Test CA","member_id":"T:G:1"},"key_label":"second"}
          key add-with-csr soft signing --authority 'Test CA' --label third --member T:G:1 --field subjectAltName=ss.test --order | POST /tokens/0/keys-with-csrs | {"csr_generate_request":{"key_usage_type":"SIGNING","csr_format":"PEM","subject_field_values":{"subjectAltName":"ss.test"},"ca_name":"Test CA","member_id":"T:G:1","acme_order":true},"key_label":"third"}
          key rename first prime | PATCH /keys/K1 | {"name":"prime"}
          key remove first --yes | DELETE /keys/K1 |
          key actions first | GET /keys/K1/possible-actions |
          csr list | GET /tokens |
          csr create first authentication --authority 'test ca' --format der -f $NEW | POST /keys/K1/csrs | {"key_usage_type":"AUTHENTICATION","csr_format":"DER","subject_field_values":{},"ca_name":"Test CA"}
          csr download first R1 --format der -f $NEW | GET /keys/K1/csrs/R1?csr_format=DER |
          csr remove first R1 --yes | DELETE /keys/K1/csrs/R1 |
          csr actions first R1 | GET /keys/K1/csrs/R1/possible-actions |
          certificate list | GET /tokens |
          certificate show ss1 | GET /token-certificates/AB |
          certificate import $CERT | POST /token-certificates | CERTIFICATE
          certificate import-from-token AB | POST /token-certificates/AB/import |
          certificate activate AB | PUT /token-certificates/AB/activate |
          certificate disable AB --yes | PUT /token-certificates/AB/disable |
          certificate register AB ss1.test | PUT /token-certificates/AB/register | {"address":"ss1.test"}
          certificate unregister AB --yes | PUT /token-certificates/AB/unregister |
          certificate mark-for-deletion AB --yes | PUT /token-certificates/AB/mark-for-deletion |
          certificate remove AB --yes | DELETE /token-certificates/AB |
          certificate actions AB | GET /token-certificates/AB/possible-actions |
          tls show | GET /system/certificate |
          tls renew | POST /system/certificate |
          tls request 'CN=ss1.test, O=One' -f $NEW | POST /system/certificate/csr | {"name":"CN=ss1.test, O=One"}
          tls put $CERT | POST /system/certificate/import | CERTIFICATE
          tls export -f $NEW | GET /system/certificate/export |
          administration-tls show | GET /system/administration-certificate |
          administration-tls renew | POST /system/administration-certificate |
          anchor show | GET /system/anchor |
          anchor download -f $NEW | GET /system/anchor/download |
          anchor preview $CERT | POST /system/anchor/previews | CERTIFICATE
          anchor replace $CERT --yes | PUT /system/anchor | CERTIFICATE
          timestamping list | GET /system/timestamping-services |
          timestamping approved | GET /timestamping-services |
          timestamping add 'test tsa' | POST /system/timestamping-services | {"url":"http://tsa.test","name":"Test TSA"}
          timestamping remove http://tsa.test --yes | POST /system/timestamping-services/delete | {"url":"http://tsa.test","name":"Test TSA"}
          authority list --usage signing --intermediates | GET /certificate-authorities?key_usage_type=SIGNING&include_intermediate_cas=true |
          authority fields 'test ca' signing --member T:G:1 | GET /certificate-authorities/Test%20CA/csr-subject-fields?key_usage_type=SIGNING&member_id=T:G:1 |
          acme credentials 'test ca' signing --member T:G:1 | GET /certificate-authorities/Test%20CA/has-acme-eab-credentials?key_usage_type=SIGNING&member_id=T:G:1 |
          acme order 'test ca' authentication R1 | POST /certificate-authorities/Test%20CA/acme-order | {"key_usage_type":"AUTHENTICATION","csr_id":"R1"}
          mail show | GET /mail/mail-notification-status |
          mail test anna@example.org | PUT /mail/send-test-mail | {"mail_address":"anna@example.org"}
          address set ss2.test --yes | PUT /system/server-address | {"address":"ss2.test"}
          maintenance show | GET /system/maintenance-mode |
          maintenance begin 'Until noon' | PUT /system/maintenance-mode/enable | {"message":"Until noon"}
          maintenance end | PUT /system/maintenance-mode/disable |
          address show | GET /system/server-address |
          lookup instances | GET /xroad-instances |
          lookup classes --own | GET /member-classes?current_instance=true |
          lookup classes-of T | GET /member-classes/T |
          lookup name G 1 | GET /member-names?member_class=G&member_code=1 |
          lookup servers --own | GET /security-servers?current_server=true |
          lookup server T:G:1:s | GET /security-servers/T:G:1:s |
          diagnostics globalconf | GET /diagnostics/globalconf |
          diagnostics timestamping | GET /diagnostics/timestamping-services |
          diagnostics ocsp | GET /diagnostics/ocsp-responders |
          diagnostics parts | GET /diagnostics/addon-status |
          diagnostics backups | GET /diagnostics/backup-encryption-status |
          diagnostics log | GET /diagnostics/message-log-encryption-status |
          diagnostics memory | GET /diagnostics/proxy-memory-usage-status |
          diagnostics traffic | GET /diagnostics/operational-monitoring |
          diagnostics traffic --from 2026-11-22 --to 2026-11-22T09:30 --interval 15 --side provider --client T:G:1:A --service T:G:1:A:old:v1 | GET /diagnostics/operational-monitoring?records_from=2026-11-22T00:00:00Z&records_to=2026-11-22T09:30:00Z&interval=15&security_server_type=Producer&member_id=T:G:1:A&service_id=T:G:1:A:old.v1 |
          diagnostics report -f $NEW | GET /diagnostics/info/download |
          diagnostics addresses | GET /diagnostics/global-conf-status |
          diagnostics registration | GET /diagnostics/auth-cert-req-status |
          diagnostics peer T:G:1:S U:G:2:S U:G:2:ss soap | GET /diagnostics/other-security-server-status?client_id=T:G:1:S&target_client_id=U:G:2:S&security_server_id=U:G:2:ss&protocol_type=SOAP |
          backup list | GET /backups |
          backup create | POST /backups/ext |
          backup download b.gpg -f $NEW | GET /backups/b.gpg/download |
          backup upload $CERT --replace | POST /backups/upload?ignore_warnings=true | form file=CERTIFICATE
          backup delete b.gpg --yes | DELETE /backups/b.gpg |
          backup restore b.gpg --yes | PUT /backups/b.gpg/restore |
          apikey list | GET /api-keys |
          apikey show 2 | GET /api-keys/2 |
          apikey add service-administrator security-officer | POST /api-keys | ["XROAD_SERVICE_ADMINISTRATOR","XROAD_SECURITY_OFFICER"]
          apikey set 2 registration-officer | PUT /api-keys/2 | ["XROAD_REGISTRATION_OFFICER"]
          apikey revoke 2 --yes | DELETE /api-keys/2 |
          """)
  void sendsWhatItSaysItDoes(String command, String call, @Nullable String body)
      throws IOException {
    Path made = directory.resolve("made");
    Said said =
        Typing.at(ServerFamily.family(), server)
            .type(
                CommandWords.of(
                    command
                        .replace("$CERT", certificate.toString())
                        .replace("$PIN", pin.toString())
                        .replace("$NEW", made.toString())));
    assertEquals(Exit.DONE, said.exitCode(), said.err());
    assertEquals(call, server.calls().getLast());
    assertEquals(Optional.ofNullable(body).orElse(""), CommandWords.text(server.last().body()));
    assertEquals(command.contains("$NEW"), Files.exists(made));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'differs':false,'warnings':[]} | Nothing would change.
          {'differs':true,'warnings':[]} | Nothing was changed. Titles or the order of services would be others.
          {'differs':true,'warnings':[{'code':'adding_services','metadata':['new.v1']}]} | Nothing was changed. This would be:;  + service new.v1
          {'differs':false,'warnings':[{'code':'unread_paths','metadata':['/a']}]} | Nothing would change.;  ! unread paths: /a
          """)
  void aDryRunOfARefreshSaysWhatWouldChange(String answer, String said) {
    server.answers("GET /service-descriptions/8/changes", answer);
    var typing = Typing.at(ServerFamily.family(), server);
    String[] refresh = {
      "description", "refresh", "T:G:1:A", "http://a.test/wsdl", "--dry-run", "--output", "table"
    };
    Said table = typing.type(refresh);
    assertEquals(Exit.DONE, table.exitCode(), table.err());
    assertEquals(said.replace(";", "\n"), table.out().strip());
    refresh[6] = "json";
    Said json = typing.type(refresh);
    assertEquals(Exit.DONE, json.exitCode(), json.err());
    assertEquals(answer.replace('\'', '"'), JsonMapper.shared().readTree(json.out()).toString());
    assertEquals(
        List.of(), server.calls().stream().filter(call -> !call.startsWith("GET ")).toList());
  }

  @Test
  void everyDeclaredCommandIsInTheTable() throws Exception {
    Method table =
        ServerNounsTest.class.getDeclaredMethod(
            "sendsWhatItSaysItDoes", String.class, String.class, String.class);
    assertEquals(List.of(), Declared.missing(ServerFamily.family(), table));
  }
}
