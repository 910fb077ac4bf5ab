import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { needProgram } from "#tests/support/need.ts";
import { opensslIn, temporaryFolder } from "#tests/support/openssl.ts";
import { liveOcsp } from "./live-ocsp.ts";

const folder = temporaryFolder();
const openssl = opensslIn(folder);

/** The source is compiled as it is started, by the `java` beside `javac`. */
function checkRevocation(settings: readonly string[], ...names: readonly string[]): Promise<string> {
  const java = needProgram("javac").replace(/javac$/, "java");
  const args = [...settings, "-Duser.language=en", resolve("tests/interop/java/CheckRevocation.java"), ...names];
  return new Promise((settle) => {
    execFile(java, args, { cwd: folder }, (_, stdout, stderr) => settle(stdout + stderr));
  });
}

it("Java's own validator asks our responder, and the root's list for the issuer, and believes both", async () => {
  await liveOcsp(openssl);
  const names = ["root.pem", "issuing.pem", "good.pem", "revoked.pem", "held.pem"];
  const on = ["-Docsp.enable=true", "-Dcom.sun.security.enableCRLDP=true"];
  for (const nonce of ["false", "true"]) {
    const said = await checkRevocation([...on, `-Djdk.security.certpath.ocspNonce=${nonce}`], ...names);
    expect(said).toBe("good.pem: good\nrevoked.pem: revoked KEY_COMPROMISE\nheld.pem: revoked CERTIFICATE_HOLD\n");
  }
});

it("Java's own validator finds who is revoked in the lists of the shards alone, and believes nothing without them", async () => {
  await liveOcsp(openssl);
  const names = ["root.pem", "issuing.pem", "good.pem", "revoked.pem", "held.pem"];
  const said = await checkRevocation(["-Dcrls.alone=true"], ...names);
  expect(said).toBe("good.pem: good\nrevoked.pem: revoked KEY_COMPROMISE\nheld.pem: revoked CERTIFICATE_HOLD\n");
  // where it may neither ask nor fetch, nobody is good
  const blind = await checkRevocation(["-Docsp.enable=false", "-Dcom.sun.security.enableCRLDP=false"], ...names);
  expect(blind.match(/^\w+\.pem: UNDETERMINED_REVOCATION_STATUS /gm), blind).toHaveLength(3);
});
