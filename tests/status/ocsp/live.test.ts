import pg from "pg";
import { expect, it, vi } from "vitest";
import { revokeCertificate } from "#ca/revocation/store.ts";
import { parseCertificate } from "#pki/certificate.ts";
import type { RevocationReason } from "#platform/prisma/enums.ts";
import { questionAbout } from "#tests/support/ocsp.ts";
import { holder, type World, world } from "#tests/support/world.ts";
import { eventually, startStatus } from "../start-status.ts";
import { askLive } from "./ask-live.ts";
import { timeRevocations } from "./time-revocations.ts";

// a process of ours in each, and its keys through the authority
vi.setConfig({ testTimeout: 60_000 });

/** The real time: the process knows no other, and its key's certificate has to be in force. */
const now = new Date();

async function live() {
  const here = await world({ now });
  const { at } = await startStatus(here);
  const issuer = here.authority.issuer.certificate;
  const ask = (serial: string, options = {}) => askLive(at("/ocsp"), issuer, serial, options);
  const statusOf = async (serial: string) => (await ask(serial))?.status;
  return { here, at, issuer, ask, statusOf };
}

async function revoke(here: World, serial: string, reason: RevocationReason = "KEY_COMPROMISE"): Promise<void> {
  const { id: certificateId } = await here.owner.certificate.findFirstOrThrow({ where: { serial } });
  await here.issuing.db.$transaction((tx) => revokeCertificate(tx, { certificateId, reason, at: new Date() }));
}

it("D5: answers for every certificate that was ever issued, its own too, soon after each is", async () => {
  const { here, statusOf } = await live();
  const { certificates } = await holder(here);
  for (const der of [certificates.AUTH, certificates.SIGN]) {
    const { serial } = parseCertificate(der);
    // what the register has not told yet was never issued, for a moment
    expect(
      await eventually(
        () => statusOf(serial),
        (status) => status === "good",
      ),
    ).toBe("good");
  }
  const own = await here.owner.serviceCertificate.findMany({ where: { der: { not: null } } });
  expect(own).toHaveLength(3);
  for (const { serial } of own) expect(await statusOf(serial ?? "")).toBe("good");
});

it("D1, D3: a revocation is in the answers at once, with its reason, and never leaves them again", async () => {
  const { here, ask } = await live();
  const { certificates } = await holder(here);
  const { serial } = parseCertificate(certificates.SIGN);
  await eventually(
    () => ask(serial, { kept: true }),
    (one) => one?.status === "good",
  );
  await revoke(here, serial, "AFFILIATION_CHANGED");
  const seen = await eventually(
    () => ask(serial, { kept: true }),
    (one) => one?.status === "revoked",
  );
  expect(seen).toMatchObject({ status: "revoked", reason: 3 });
  for (let i = 0; i < 50; i++) expect((await ask(serial, { kept: i % 2 === 0 }))?.status).toBe("revoked");
});

it("D1: tells of each of many revocations within a second", async () => {
  const { here, at } = await live();
  const { worstMs, seen } = await timeRevocations(here, at("/ocsp"), 10);
  expect(seen).toBe(10);
  expect(worstMs).toBeLessThan(1000);
});

it("D6, D13: goes on without the register, says so in its health, calls nothing never issued, and catches up when it is back", async () => {
  const { here, at, issuer, statusOf } = await live();
  const { certificates } = await holder(here);
  const { serial } = parseCertificate(certificates.SIGN);
  await eventually(
    () => statusOf(serial),
    (status) => status === "good",
  );

  const owner = new pg.Client({ connectionString: here.database.url });
  await owner.connect();
  const name = new URL(here.database.url).pathname.slice(1);
  await owner.query(`REVOKE CONNECT ON DATABASE ${name} FROM PUBLIC, tanba_status`);
  await owner.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'tanba_status' AND datname = $1",
    [name],
  );
  await revoke(here, serial);
  const unheard = parseCertificate((await holder(here)).certificates.SIGN).serial;
  const health = await eventually(
    async () => (await fetch(at("/health/ready"))).text(),
    (text) => text.includes("last read"),
  );
  expect(health).toMatch(/^warning: the register was last read at 20\S+Z$/m);
  expect(health).toMatch(/^warning: OCSP answers until 20\S+Z$/m);
  expect(await statusOf(serial)).toBe("good");
  for (const serials of [[unheard], [serial, unheard]]) {
    const question = questionAbout(
      issuer,
      serials.map((one) => ({ serial: one })),
    );
    const answer = await fetch(`${at("/ocsp")}/${encodeURIComponent(question.toString("base64"))}`);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(Buffer.from(await answer.arrayBuffer()).toString("hex"), "tryLater").toBe("30030a0103");
  }

  await owner.query(`GRANT CONNECT ON DATABASE ${name} TO PUBLIC`);
  await owner.end();
  expect(
    await eventually(
      () => statusOf(serial),
      (status) => status === "revoked",
    ),
  ).toBe("revoked");
  expect(await statusOf(unheard)).toBe("good");
});
