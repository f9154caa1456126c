// SPDX-License-Identifier: MIT

package org.postroad.cli.registry.admin;

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

/** What each command sends, and that every declared one is in this table. */
class NounsTest {
  @TempDir private Path directory;
  private final FakeWire registry = new FakeWire();
  private Path certificate = Path.of("");
  private Path pin = Path.of("");

  @BeforeEach
  void prepare() throws IOException {
    certificate = Files.writeString(directory.resolve("ca.pem"), "CERTIFICATE");
    pin = Files.writeString(directory.resolve("pin"), "1234\n");
    Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("rw-------"));
    registry
        .answers("GET /system/status", "{'initialization_status':{'instance_identifier':'T'}}")
        .answers("GET /certification-services", "[{'id':7,'name':'Test CA'}]")
        .answers(
            "GET /certification-services/7/intermediate-cas",
            "[{'id':8,'ca_certificate':{'subject_common_name':'Sub CA'}}]")
        .answers(
            "GET /certification-services/7/ocsp-responders", "[{'id':9,'url':'http://ocsp.test'}]")
        .answers("GET /intermediate-cas/8/ocsp-responders", "[{'id':6,'url':'http://sub.test'}]")
        .answers("GET /timestamping-services", "[{'id':5,'url':'http://tsa.test'}]")
        .answers("GET /security-servers/T:G:1:s/authentication-certificates", "[{'id':4}]")
        .answers(
            "GET /tokens",
            "[{'id':'0','name':'soft','configuration_signing_keys':"
                + "[{'id':'12','label':{'label':'first'},'source_type':'INTERNAL'}]}]")
        .answers("GET /trusted-anchors", "[{'hash':'AB:CD','instance_identifier':'FI'}]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      textBlock =
          """
          member list --query pop | GET /clients?client_type=MEMBER&q=pop&limit=100&offset=0 |
          member show T:G:1 | GET /members/T:G:1 |
          member servers T:G:1 | GET /members/T:G:1/owned-servers |
          member used-servers T:G:1 | GET /members/T:G:1/used-servers |
          member groups T:G:1 | GET /members/T:G:1/global-groups |
          member add T:G:1 --name One | POST /members | {"member_id":{"member_class":"G","member_code":"1"},"member_name":"One"}
          member rename T:G:1 Two | PATCH /members/T:G:1 | {"member_name":"Two"}
          member remove T:G:1 --yes | DELETE /members/T:G:1 |
          subsystem list T:G:1 | GET /members/T:G:1/subsystems |
          subsystem add T:G:1:A --name Alpha | POST /subsystems | {"subsystem_id":{"member_class":"G","member_code":"1","subsystem_code":"A"},"subsystem_name":"Alpha"}
          subsystem rename T:G:1:A Beta | PATCH /subsystems/T:G:1:A | {"subsystem_name":"Beta"}
          subsystem remove T:G:1:A --yes | DELETE /subsystems/T:G:1:A |
          subsystem unregister T:G:1:A T:G:1:s --yes | DELETE /subsystems/T:G:1:A/servers/T:G:1:s |
          client search --query a%b --type subsystem --server T:G:1:s | GET /clients?q=a%25b&client_type=SUBSYSTEM&security_server=T:G:1:s&limit=100&offset=0 |
          server list --sort owner_name --descending | GET /security-servers?limit=100&offset=0&sort=owner_name&desc=true |
          server show T:G:1:s | GET /security-servers/T:G:1:s |
          server clients T:G:1:s | GET /security-servers/T:G:1:s/clients |
          server set-address T:G:1:s ss1.test | PATCH /security-servers/T:G:1:s | {"server_address":"ss1.test"}
          server remove T:G:1:s --yes | DELETE /security-servers/T:G:1:s |
          server certificate list T:G:1:s | GET /security-servers/T:G:1:s/authentication-certificates |
          server certificate remove T:G:1:s 4 --yes | DELETE /security-servers/T:G:1:s/authentication-certificates/4 |
          request list --status submitted-for-approval --type owner-change-request | GET /management-requests?status=SUBMITTED%20FOR%20APPROVAL&types=OWNER_CHANGE_REQUEST&limit=100&offset=0 |
          request show 3 | GET /management-requests/3 |
          request approve 3 | POST /management-requests/3/approval |
          request decline 3 | DELETE /management-requests/3 |
          request add certificate T:G:1:s $CERT --address ss1.test | POST /management-requests | {"type":"AUTH_CERT_REGISTRATION_REQUEST","origin":"CENTER","security_server_id":"T:G:1:s","authentication_certificate":"Q0VSVElGSUNBVEU=","server_address":"ss1.test"}
          request add certificate-removal T:G:1:s $CERT | POST /management-requests | {"type":"AUTH_CERT_DELETION_REQUEST","origin":"CENTER","security_server_id":"T:G:1:s","authentication_certificate":"Q0VSVElGSUNBVEU="}
          request add client T:G:1:s T:G:1:A | POST /management-requests | {"type":"CLIENT_REGISTRATION_REQUEST","origin":"CENTER","security_server_id":"T:G:1:s","client_id":"T:G:1:A"}
          request add client-removal T:G:1:s T:G:1:A | POST /management-requests | {"type":"CLIENT_DELETION_REQUEST","origin":"CENTER","security_server_id":"T:G:1:s","client_id":"T:G:1:A"}
          request add owner T:G:1:s T:G:2 | POST /management-requests | {"type":"OWNER_CHANGE_REQUEST","origin":"CENTER","security_server_id":"T:G:1:s","client_id":"T:G:2"}
          request add client-disabling T:G:1:s T:G:1:A | POST /management-requests | {"type":"CLIENT_DISABLE_REQUEST","origin":"CENTER","security_server_id":"T:G:1:s","client_id":"T:G:1:A"}
          request add client-enabling T:G:1:s T:G:1:A | POST /management-requests | {"type":"CLIENT_ENABLE_REQUEST","origin":"CENTER","security_server_id":"T:G:1:s","client_id":"T:G:1:A"}
          request add name T:G:1:s T:G:1:A Beta | POST /management-requests | {"type":"CLIENT_RENAME_REQUEST","origin":"CENTER","security_server_id":"T:G:1:s","client_id":"T:G:1:A","subsystem_name":"Beta"}
          request add address T:G:1:s ss2.test | POST /management-requests | {"type":"ADDRESS_CHANGE_REQUEST","origin":"CENTER","security_server_id":"T:G:1:s","server_address":"ss2.test"}
          request add maintenance T:G:1:s --notice 'Until noon' | POST /management-requests | {"type":"MAINTENANCE_MODE_ENABLE_REQUEST","origin":"CENTER","security_server_id":"T:G:1:s","message":"Until noon"}
          request add maintenance-end T:G:1:s | POST /management-requests | {"type":"MAINTENANCE_MODE_DISABLE_REQUEST","origin":"CENTER","security_server_id":"T:G:1:s"}
          group list | GET /global-groups |
          group show all | GET /global-groups/all |
          group add all Everybody | POST /global-groups | {"code":"all","description":"Everybody"}
          group describe all Everybody | PATCH /global-groups/all | {"description":"Everybody"}
          group remove all --yes | DELETE /global-groups/all |
          group members all --class G --code 1 --code 2 --type subsystem | POST /global-groups/all/members | {"member_class":"G","codes":["1","2"],"types":["SUBSYSTEM"],"paging_sorting":{"limit":100,"offset":0}}
          group filters all | GET /global-groups/all/members/filter-model |
          group add-member all T:G:1 T:G:1:A | POST /global-groups/all/members/add | {"items":["T:G:1","T:G:1:A"]}
          group remove-member all T:G:1 T:G:1:A --yes | POST /global-groups/all/members/delete | {"items":["T:G:1","T:G:1:A"]}
          class list | GET /member-classes |
          class add G Authorities | POST /member-classes | {"code":"G","description":"Authorities"}
          class describe G Authorities | PATCH /member-classes/G | {"description":"Authorities"}
          class remove G --yes | DELETE /member-classes/G |
          authority list | GET /certification-services |
          authority show 'Test CA' | GET /certification-services/7 |
          authority certificate 7 | GET /certification-services/7/certificate |
          authority add $CERT --profile a.B --tls-only no | POST /certification-services | form certificate_profile_info=a.B tls_auth=false certificate=CERTIFICATE
          authority set 'test ca' --tls-only yes --acme-url https://acme.test | PATCH /certification-services/7 | {"tls_auth":"true","acme_server_directory_url":"https://acme.test"}
          authority remove 7 --yes | DELETE /certification-services/7 |
          authority intermediate list 7 | GET /certification-services/7/intermediate-cas |
          authority intermediate show 7 'Sub CA' | GET /intermediate-cas/8 |
          authority intermediate add 7 $CERT | POST /certification-services/7/intermediate-cas | form certificate=CERTIFICATE
          authority intermediate remove 7 8 --yes | DELETE /intermediate-cas/8 |
          authority intermediate ocsp list 7 8 | GET /intermediate-cas/8/ocsp-responders |
          authority intermediate ocsp add 7 8 http://x.test | POST /intermediate-cas/8/ocsp-responders | form url=http://x.test
          authority intermediate ocsp remove 7 8 http://sub.test --yes | DELETE /intermediate-cas/8/ocsp-responders/6 |
          authority ocsp list 7 | GET /certification-services/7/ocsp-responders |
          authority ocsp show 7 http://ocsp.test | GET /ocsp-responders/9 |
          authority ocsp certificate 7 9 | GET /ocsp-responders/9/certificate |
          authority ocsp add 7 http://x.test --certificate $CERT --cost paid | POST /certification-services/7/ocsp-responders | form url=http://x.test cost_type=PAID certificate=CERTIFICATE
          authority ocsp set 7 9 --address http://y.test | PATCH /ocsp-responders/9 | form url=http://y.test
          authority ocsp remove 7 9 --yes | DELETE /ocsp-responders/9 |
          timestamping list | GET /timestamping-services |
          timestamping show http://tsa.test | GET /timestamping-services/5 |
          timestamping add http://t.test --certificate $CERT | POST /timestamping-services | form url=http://t.test certificate=CERTIFICATE
          timestamping set 5 --address http://u.test | PATCH /timestamping-services/5 | form url=http://u.test
          timestamping remove 5 --yes | DELETE /timestamping-services/5 |
          source show internal | GET /configuration-sources/INTERNAL/anchor |
          source anchor external -f $NEW | GET /configuration-sources/EXTERNAL/anchor/download |
          source recreate-anchor internal | PUT /configuration-sources/INTERNAL/anchor/re-create |
          source url internal | GET /configuration-sources/INTERNAL/download-url |
          part list internal | GET /configuration-sources/INTERNAL/configuration-parts |
          part get internal SHARED-PARAMETERS 3 -f $NEW | GET /configuration-sources/INTERNAL/configuration-parts/SHARED-PARAMETERS/3/download |
          part put internal MONITORING $CERT | POST /configuration-sources/INTERNAL/configuration-parts | form content_identifier=MONITORING file=CERTIFICATE
          key list | GET /tokens |
          key add internal second --token soft | POST /configuration-sources/INTERNAL/signing-keys | {"key_label":"second","token_id":"0"}
          key activate first | PUT /signing-keys/12/activate |
          key remove 12 --yes | DELETE /signing-keys/12 |
          token list | GET /tokens |
          token login soft --pin-file $PIN | PUT /tokens/0/login | {"password":"1234"}
          token logout 0 --yes | PUT /tokens/0/logout |
          partner list | GET /trusted-anchors |
          partner preview $CERT | POST /trusted-anchors/preview | form anchor=CERTIFICATE
          partner trust $CERT | POST /trusted-anchors | form anchor=CERTIFICATE
          partner anchor FI -f $NEW | GET /trusted-anchors/AB:CD/download |
          partner remove FI --yes | DELETE /trusted-anchors/AB:CD |
          node list | GET /system/high-availability-cluster/status |
          alert list | GET /notifications/alerts |
          history --kind member --record T:G:1 --who ann --since 2026-11-01 --until 2026-11-21T09:30 --query x | GET /history?query=x&kind=member&record=T:G:1&who=ann&since=2026-11-01T00:00:00Z&until=2026-11-21T09:30:00Z&limit=100&offset=0 |
          parameter list | GET /system/parameters |
          management show | GET /management-services-configuration |
          management set T:G:1:M | PATCH /management-services-configuration | {"service_provider_id":"T:G:1:M"}
          management register T:G:1:s | POST /management-services-configuration/register-provider | {"security_server_id":"T:G:1:s"}
          management certificate show | GET /management-services-configuration/certificate |
          management certificate get -f $NEW | GET /management-services-configuration/download-certificate |
          management certificate renew | POST /management-services-configuration/certificate |
          management certificate request 'CN=registry, C=FI' -f $NEW | POST /management-services-configuration/generate-csr | {"name":"CN=registry, C=FI"}
          management certificate put $CERT | POST /management-services-configuration/upload-certificate | form certificate=CERTIFICATE
          address show | GET /system/status |
          address set cs.test --yes | PUT /system/server-address | {"central_server_address":"cs.test"}
          backup list | GET /backups |
          backup create | POST /backups |
          backup download b.gpg -f $NEW | GET /backups/b.gpg/download |
          backup upload $CERT --replace | POST /backups/upload?ignore_warnings=true | form file=CERTIFICATE
          backup delete b.gpg --yes | DELETE /backups/b.gpg |
          backup restore b.gpg --yes | PUT /backups/b.gpg/restore |
          apikey list | GET /api-keys |
          apikey show 2 | GET /api-keys/2 |
          apikey add security-officer system-administrator | POST /api-keys | ["XROAD_SECURITY_OFFICER","XROAD_SYSTEM_ADMINISTRATOR"]
          apikey set 2 registration-officer | PUT /api-keys/2 | ["XROAD_REGISTRATION_OFFICER"]
          apikey revoke 2 --yes | DELETE /api-keys/2 |
          """)
  void sendsWhatItSaysItDoes(String command, String call, @Nullable String body)
      throws IOException {
    Path made = directory.resolve("made");
    Said said =
        Typing.at(RegistryFamily.family(), registry)
            .type(
                CommandWords.of(
                    command
                        .replace("$CERT", certificate.toString())
                        .replace("$PIN", pin.toString())
                        .replace("$NEW", made.toString())));
    assertEquals(Exit.DONE, said.exitCode(), said.err());
    assertEquals(call, registry.calls().getLast());
    assertEquals(Optional.ofNullable(body).orElse(""), CommandWords.text(registry.last().body()));
    assertEquals(command.contains("$NEW"), Files.exists(made));
  }

  @Test
  void everyDeclaredCommandIsInTheTable() throws Exception {
    Method table =
        NounsTest.class.getDeclaredMethod(
            "sendsWhatItSaysItDoes", String.class, String.class, String.class);
    assertEquals(List.of(), Declared.missing(RegistryFamily.family(), table));
  }
}
