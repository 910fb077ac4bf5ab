import { expect, it, vi } from "vitest";
import { publishCrl } from "#ca/revocation/publish-crl.ts";
import { revokeCertificate } from "#ca/revocation/store.ts";
import { shardOf } from "#ca/shards.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { type Crl, parseCrl } from "#pki/crl.ts";
import { freePort } from "#platform/free-port.ts";
import { duePaths } from "#status/snapshot.ts";
import { CRL_SHARDS, NOW } from "#tests/support/authority.ts";
import { opensslIn, temporaryFolder } from "#tests/support/openssl.ts";
import { startProcess } from "#tests/support/process.ts";
import { holder, world } from "#tests/support/world.ts";
import { eventually, startStatus } from "./start-status.ts";

// a process of ours in each, and its keys through the authority
vi.setConfig({ testTimeout: 60_000 });

const openssl = opensslIn(temporaryFolder());

const bytesAt = async (url: string) => new Uint8Array(await (await fetch(url)).arrayBuffer());
const readyAt = (url: string) =>
  eventually(
    () => fetch(url),
    ({ status }) => status === 200,
  );

it("serves the CA certificates and all lists to whoever asks, ready as soon as there is a list", async () => {
  // a list of the root's lasts a year
  const now = new Date();
  const here = await world({ now });
  const { at } = await startStatus(here);
  const early = await eventually(
    () => fetch(at("/health/ready")).then((answer) => answer.text()),
    (text) => !text.includes("/ca/"),
  );
  const lists = [...duePaths(CRL_SHARDS)].filter((path) => path.startsWith("/crl/issuing"));
  expect(early).toBe(`not ready: ${lists.join(" ")}\n`);

  await publishCrl(here.authority, here.issuing.db);
  const issuing = await eventually(
    () => fetch(at("/crl/issuing.crl")),
    ({ status }) => status === 200,
  );
  expect(issuing.headers.get("content-type")).toBe("application/pkix-crl");
  expect(parseCrl(new Uint8Array(await issuing.arrayBuffer())).number).toBe(BigInt(now.getTime()));
  expect(parseCrl(await bytesAt(at("/crl/issuing-delta.crl"))).baseNumber).toBe(BigInt(now.getTime()));
  expect(parseCrl(await bytesAt(at("/crl/root.crl"))).number).toBe(1n);

  const rootAnswer = await fetch(at("/ca/root.cer"));
  expect(rootAnswer.headers.get("content-type")).toBe("application/pkix-cert");
  const root = parseCertificate(new Uint8Array(await rootAnswer.arrayBuffer()));
  const authority = parseCertificate(await bytesAt(at("/ca/issuing.cer")));
  expect(authority.der).toEqual(new Uint8Array(here.authority.issuer.certificate.der));
  expect(authority.issuer).toEqual(root.subject);
  expect((await fetch(at("/cps"))).status).toBe(200);

  const head = await fetch(at("/crl/issuing.crl"), { method: "HEAD" });
  expect([head.status, Number(head.headers.get("content-length")) > 0, (await head.arrayBuffer()).byteLength]).toEqual([
    200,
    true,
    0,
  ]);
});

it("every address inside a certificate answers under the status address", async () => {
  const here = await world();
  const { at } = await startStatus(here);
  await publishCrl(here.authority, here.issuing.db);
  const { certificates } = await holder(here);
  openssl.write("holder.der", certificates.AUTH);
  const text = openssl.says("x509", "-inform", "DER", "-in", "holder.der", "-noout", "-text");
  const addresses = [...new Set(text.match(/http:\/\/status\.tanba\.test\S+/g))].map((url) => new URL(url).pathname);

  const shard = shardOf(parseCertificate(certificates.AUTH));
  expect(addresses.toSorted()).toEqual([
    "/ca/issuing.cer",
    "/cps",
    `/crl/issuing-${shard}-delta.crl`,
    `/crl/issuing-${shard}.crl`,
    "/ocsp",
  ]);
  for (const path of addresses.filter((path) => path !== "/ocsp")) {
    expect((await readyAt(at(path))).status, path).toBe(200);
  }
  const asked = {
    method: "POST",
    headers: { "content-type": "application/ocsp-request" },
    body: Uint8Array.of(0x30, 0x00),
  };
  const ocsp = await fetch(at("/ocsp"), asked);
  expect([ocsp.status, ocsp.headers.get("content-type")]).toEqual([200, "application/ocsp-response"]);
  expect(Buffer.from(await ocsp.arrayBuffer()).toString("hex")).toBe("30030a0101");
});

it("D1: tells of a new list as soon as it is published", async () => {
  const here = await world();
  const { at } = await startStatus(here);
  await publishCrl(here.authority, here.issuing.db);
  await readyAt(at("/crl/issuing.crl"));
  const { certificates } = await holder(here);
  const { serial } = parseCertificate(certificates.SIGN);
  const { id: certificateId } = await here.owner.certificate.findFirstOrThrow({ where: { serial } });
  await here.issuing.db.$transaction((tx) =>
    revokeCertificate(tx, { certificateId, reason: "KEY_COMPROMISE", at: NOW }),
  );
  here.clock.set(new Date(NOW.getTime() + 1000));
  await publishCrl(here.authority, here.issuing.db);

  const lists = (crl: Crl) => crl.entries.some((entry) => entry.serial === serial);
  const read = async () => parseCrl(await bytesAt(at("/crl/issuing.crl")));
  expect(lists(await eventually(read, lists))).toBe(true);
});

it("D13: keeps answering from its last snapshot when the register is gone", async () => {
  const here = await world();
  const { at } = await startStatus(here);
  await publishCrl(here.authority, here.issuing.db);
  await readyAt(at("/crl/issuing.crl"));
  const before = await bytesAt(at("/crl/issuing.crl"));
  await here.database.close();

  expect(await bytesAt(at("/crl/issuing.crl"))).toEqual(before);
  expect((await fetch(at("/ca/root.cer"))).status).toBe(200);
  expect((await fetch(at("/health/live"))).status).toBe(200);
});

it("F9: does not start without a register's address, and says so in one sentence", async () => {
  const status = await startProcess("status", { STATUS_DATABASE_URL: "", DATABASE_URL: "" });
  expect(await status.ended).toBe(1);
  expect(status.said()).toBe("status: STATUS_DATABASE_URL is not set\n");
});

it("F9: does not start on a port that is taken, and says so in one sentence", async () => {
  const here = await world();
  const port = await freePort();
  const env = { STATUS_DATABASE_URL: here.database.urlAs("status"), TANBA_STATUS_PORT: String(port) };
  await startProcess("status", env);
  const second = await startProcess("status", env);
  expect(await second.ended).toBe(1);
  expect(second.said()).toMatch(/^status: .*EADDRINUSE.*\n$/);
});

it("ends in order on SIGTERM", async () => {
  const { kill, ended } = await startStatus(await world());
  kill("SIGTERM");
  expect(await ended).toBe(0);
});
