import { execFile } from "node:child_process";
import { expect, it, vi } from "vitest";
import { needProgram } from "#tests/support/need.ts";
import { opensslIn, temporaryFolder } from "#tests/support/openssl.ts";
import { liveOcsp } from "./live-ocsp.ts";

// a process of ours, keys through the authority, and a program for each question
vi.setConfig({ testTimeout: 120_000 });

const folder = temporaryFolder();
const openssl = opensslIn(folder);

/** What `openssl ocsp` says, without anything but the root trusted; this process goes on meanwhile. */
function ocsp(...args: readonly string[]): Promise<string> {
  const chain = ["ocsp", "-issuer", "issuing.pem", "-CAfile", "root.pem", "-verify_other", "issuing.pem"];
  return new Promise((settle) => {
    execFile(needProgram("openssl"), [...chain, ...args], { cwd: folder }, (_, stdout, stderr) =>
      settle(stdout + stderr),
    );
  });
}

it("D6, D8: openssl ocsp takes our answers by POST and GET, with and without a nonce, by either digest", async () => {
  const { url, serials } = await liveOcsp(openssl);
  const told = [
    [serials.good, "good"],
    [serials.revoked, "revoked\n\tThis Update: .*\n\tNext Update: .*\n\tReason: keyCompromise"],
    [serials.held, "revoked\n\tThis Update: .*\n\tNext Update: .*\n\tReason: certificateHold"],
    [serials.unissued, "revoked\n.*\n.*\n\tReason: certificateHold\n\tRevocation Time: Jan  1 00:00:00 1970 GMT"],
  ] as const;
  for (const [serial, status] of told) {
    const line = new RegExp(`^0x${serial}: ${status}`, "m");
    for (const digest of ["-sha1", "-sha256"]) {
      const asked = [digest, "-serial", `0x${serial}`];
      const signed = await ocsp("-nonce", "-url", url, ...asked);
      expect(signed).toContain("Response verify OK");
      expect(signed).toMatch(line);
      expect(signed).not.toContain("WARNING");
      const kept = await ocsp("-no_nonce", "-url", url, ...asked, "-reqout", "question.der");
      expect(kept).toMatch(line);

      const path = encodeURIComponent(Buffer.from(openssl.read("question.der")).toString("base64"));
      openssl.write("answer.der", new Uint8Array(await (await fetch(`${url}/${path}`)).arrayBuffer()));
      const byGet = await ocsp("-no_nonce", ...asked, "-respin", "answer.der");
      expect(byGet).toContain("Response verify OK");
      expect(byGet).toMatch(line);
    }
  }

  const together = await ocsp("-url", url, ...told.flatMap(([serial]) => ["-serial", `0x${serial}`]));
  for (const [serial, status] of told) expect(together).toMatch(new RegExp(`^0x${serial}: ${status}`, "m"));
  expect(await ocsp("-issuer", "root.pem", "-cert", "issuing.pem", "-url", url)).toContain("unauthorized (6)");
  expect(await ocsp("-issuer", "issuing.pem", "-serial", "-5", "-url", url)).toContain("malformedrequest (1)");
});
