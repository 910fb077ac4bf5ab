import { execFile } from "node:child_process";
import { expect, it } from "vitest";
import { needProgram } from "#tests/support/need.ts";
import { opensslIn, temporaryFolder } from "#tests/support/openssl.ts";
import { liveOcsp } from "./live-ocsp.ts";

const folder = temporaryFolder();
const openssl = opensslIn(folder);

function ocsptool(...args: readonly string[]): Promise<string> {
  return new Promise((settle) => {
    execFile(needProgram("ocsptool"), [...args], { cwd: folder }, (_, stdout, stderr) => settle(stdout + stderr));
  });
}

it("GnuTLS finds our responder in the certificate, asks with a nonce, and believes the answer", async () => {
  await liveOcsp(openssl);
  const statuses = { good: "good", revoked: "revoked", held: "revoked" };
  for (const [name, status] of Object.entries(statuses)) {
    const ask = ["--ask", "--nonce", "--load-cert", `${name}.pem`, "--load-issuer", "issuing.pem"];
    const said = await ocsptool(...ask, "--load-trust", "issuing.pem");
    expect(said, name).toContain("Verifying OCSP Response: Success");
    expect(said, name).toContain(`Certificate Status: ${status}`);
    expect(said, name).toMatch(/^\s+Nonce: [0-9a-f]+$/m);
  }
});
