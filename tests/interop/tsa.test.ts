import { expect, it, vi } from "vitest";
import { startStatus, type TestStatus } from "#tests/status/start-status.ts";
import { STATUS_URL } from "#tests/support/authority.ts";
import { opensslIn, temporaryFolder } from "#tests/support/openssl.ts";
import { world } from "#tests/support/world.ts";

// a process of ours, its keys through the authority, and OpenSSL for each question
vi.setConfig({ testTimeout: 120_000 });

const openssl = opensslIn(temporaryFolder());
const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer());

/** A status process in the real time, its chain as it publishes it in `chain.pem`. */
async function live(): Promise<TestStatus> {
  const status = await startStatus(await world({ now: new Date() }), { TANBA_STATUS_URL: STATUS_URL });
  openssl.write("chain.pem", await bytesOf(await fetch(status.at("/ca/chain.pem"))));
  return status;
}

const post = (url: string, body: Uint8Array<ArrayBuffer>, type = "application/timestamp-query") =>
  fetch(url, { method: "POST", headers: { "content-type": type }, body });

it("OpenSSL takes the time-stamps and the directory of a running process, and what that names answers", async () => {
  const { at } = await live();
  await stampsAreTaken(at);
  await directoryIsTaken(at);
});

async function stampsAreTaken(at: TestStatus["at"]): Promise<void> {
  openssl.write("data.txt", "what is to be stamped");
  for (const options of [
    ["-sha256", "-cert"],
    ["-sha512", "-cert", "-no_nonce"],
    ["-sha384", "-cert"],
  ]) {
    openssl.run("ts", "-query", "-data", "data.txt", "-out", "query.tsq", ...options);
    const answer = await post(at("/tsa"), new Uint8Array(openssl.read("query.tsq")));
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/timestamp-reply"]);
    openssl.write("reply.tsr", await bytesOf(answer));
    const about = ["-in", "reply.tsr", "-CAfile", "chain.pem"];
    expect(openssl.says("ts", "-verify", "-queryfile", "query.tsq", ...about)).toContain("Verification: OK");
    expect(openssl.says("ts", "-verify", "-data", "data.txt", ...about)).toContain("Verification: OK");
  }
}

it("D7: answers what is no question in the protocol's own words, or in HTTP's where it has none", async () => {
  const { at } = await live();
  const url = at("/tsa");
  openssl.write("refused.tsr", await bytesOf(await post(url, new Uint8Array())));
  expect(openssl.says("ts", "-reply", "-in", "refused.tsr", "-text")).toContain(
    "the data submitted has the wrong format",
  );
  openssl.write("refused.tsr", await bytesOf(await post(url, Uint8Array.of(1), "text/plain")));
  expect(openssl.says("ts", "-reply", "-in", "refused.tsr", "-text")).toContain(
    "transaction not permitted or supported",
  );
  expect((await fetch(url)).status).toBe(405);
  expect((await post(url, new Uint8Array(16_385))).status).toBe(413);
});

async function directoryIsTaken(at: TestStatus["at"]): Promise<void> {
  openssl.write("directory.p7m", await bytesOf(await fetch(at("/directory.p7m"))));
  const said = openssl.says(
    ...["cms", "-verify", "-inform", "DER", "-in", "directory.p7m", "-out", "directory.json", "-CAfile", "chain.pem"],
  );
  expect(said).toContain("CMS Verification successful");
  const plain = await fetch(at("/directory"));
  expect(openssl.read("directory.json")).toEqual(await bytesOf(plain));
  const etag = plain.headers.get("etag") ?? "";
  expect((await fetch(at("/directory"), { headers: { "if-none-match": etag } })).status).toBe(304);

  const urls =
    Buffer.from(openssl.read("directory.json"))
      .toString()
      .match(/http:\/\/status\.tanba\.test\/[^"]*/g) ?? [];
  const paths = urls.map((url) => new URL(url).pathname);
  expect(paths).toContain("/tsa");
  for (const path of paths) expect((await fetch(at(path))).status, path).not.toBe(404);
}
