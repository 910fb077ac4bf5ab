import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { needProgram } from "#tests/support/need.ts";
import { opensslIn, temporaryFolder } from "#tests/support/openssl.ts";
import { fetchLists } from "./fetch-lists.ts";
import { liveOcsp } from "./live-ocsp.ts";

const folder = temporaryFolder();
const openssl = opensslIn(folder);

function certtool(input: string, ...args: readonly string[]): string {
  const { stdout, stderr } = spawnSync(needProgram("certtool"), [...args], { cwd: folder, input, encoding: "utf8" });
  return stdout + stderr;
}

const pem = (...names: readonly string[]) =>
  names.map((name) => new TextDecoder().decode(openssl.read(`${name}.pem`))).join("");

it("GnuTLS verifies every list that a live status serves, complete, delta and of a shard, and finds who is revoked", async () => {
  const { url } = await liveOcsp(openssl);
  const lists = await fetchLists(openssl, url, ["good", "revoked", "held"]);
  for (const name of lists.all) {
    const verify = (by: string) => certtool(pem(name), "--verify-crl", "--load-ca-certificate", `${by}.pem`);
    const [issuer, other] = name === "root-crl" ? ["root", "issuing"] : ["issuing", "root"];
    expect(verify(issuer), name).toContain("Verification output: Verified.");
    expect(verify(other), name).toContain("Not verified.");
  }
  const verdict = (name: string, list: string) =>
    certtool(pem(name, "issuing", "root", "root-crl", list), "--verify-chain");
  for (const list of ["complete", "shard"] as const) {
    const of = (name: "good" | "revoked" | "held") =>
      verdict(name, list === "shard" ? (lists.shardOf[name] ?? "") : "issuing-crl");
    expect(of("good"), list).toContain("Chain verification output: Verified.");
    expect(of("good"), list).toContain("Checked against CRL");
    for (const name of ["revoked", "held"] as const) {
      expect(of(name), `${name} ${list}`).toContain("Chain verification output: Not verified.");
      expect(of(name), `${name} ${list}`).toContain("The certificate chain is revoked.");
    }
  }
});
