import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { publishCrl } from "#ca/revocation/publish-crl.ts";
import { revokeCertificate } from "#ca/revocation/store.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { askLive } from "#tests/status/ocsp/ask-live.ts";
import { readAnswer } from "#tests/status/ocsp/read-answer.ts";
import { eventually, startStatus } from "#tests/status/start-status.ts";
import { questionAbout } from "#tests/support/ocsp.ts";
import { holder, world } from "#tests/support/world.ts";
import { startNginx } from "./start-nginx.ts";

const LIST = "/crl/issuing.crl";

/** A live status with nginx before it, two good certificates, and one who revokes the first of them, seen by all who ask directly. */
async function cached() {
  const here = await world({ now: new Date() });
  const { certificates } = await holder(here);
  const [serial, other] = [parseCertificate(certificates.SIGN).serial, parseCertificate(certificates.AUTH).serial];
  await publishCrl(here.authority, here.issuing.db);
  const { at } = await startStatus(here);
  await eventually(
    () => fetch(at("/health/ready")),
    ({ status }) => status === 200,
  );
  const issuer = here.authority.issuer.certificate;
  const cache = await startNginx(at(""));
  const get = async (path: string, from = cache.at) => {
    const answer = await fetch(from(path));
    expect(answer.status).toBe(200);
    return { cache: answer.headers.get("x-cache"), body: Buffer.from(await answer.arrayBuffer()) };
  };
  const pathOf = (about: string, nonce?: Uint8Array) => {
    const question = questionAbout(issuer, [{ serial: about }], nonce && { nonce });
    return `/ocsp/${encodeURIComponent(question.toString("base64"))}`;
  };
  const revoke = async () => {
    const { id: certificateId } = await here.owner.certificate.findFirstOrThrow({ where: { serial } });
    const before = (await get(LIST, at)).body;
    await here.issuing.db.$transaction((tx) =>
      revokeCertificate(tx, { certificateId, reason: "KEY_COMPROMISE", at: new Date() }),
    );
    await publishCrl(here.authority, here.issuing.db);
    await eventually(
      async () => (await get(LIST, at)).body,
      (list) => !list.equals(before),
    );
    const direct = () => askLive(at("/ocsp"), issuer, serial, { kept: true });
    expect((await eventually(direct, (one) => one?.status === "revoked"))?.status).toBe("revoked");
  };
  return { at, cache, get, pathOf, revoke, issuer, serial, other };
}

const statusIn = (body: Buffer) => readAnswer(body).responses[0]?.status;

it("D12: nginx keeps an answer and a list for a minute, and then has the new ones", async () => {
  const { at, cache, get, pathOf, revoke, serial, other } = await cached();
  const asked = [pathOf(serial), pathOf(other), LIST] as const;
  const first = await Promise.all(asked.map((path) => get(path)));
  expect(first.map((answer) => answer.cache)).toEqual(["MISS", "MISS", "MISS"]);
  const again = await Promise.all(asked.map((path) => get(path)));
  expect(again).toEqual(first.map(({ body }) => ({ cache: "HIT", body })));
  for (const path of asked) {
    expect(cache.keepsFor(path), path).toBeLessThanOrEqual(60);
    expect(cache.keepsFor(path), path).toBeGreaterThan(0);
  }

  await revoke();
  for (const path of asked) cache.letPass(path);
  const [answer, unchanged, list] = await Promise.all(asked.map((path) => get(path)));
  expect([answer?.cache, unchanged?.cache, list?.cache]).toEqual(["EXPIRED", "REVALIDATED", "EXPIRED"]);
  expect(statusIn(answer?.body ?? Buffer.of())).toBe("revoked");
  expect(unchanged?.body).toEqual(first[1]?.body);
  expect(list?.body).toEqual((await get(LIST, at)).body);
  expect(list?.body).not.toEqual(first[2]?.body);
  for (const path of asked) expect(cache.keepsFor(path), path).toBeLessThanOrEqual(60);
});

it("D12: nginx gives nobody another's answer, and keeps none to POST, to a nonce or of what was never issued", async () => {
  const { cache, get, pathOf, revoke, issuer, serial, other } = await cached();
  for (const about of [serial, other, serial, other]) {
    const { responses } = readAnswer((await get(pathOf(about))).body);
    expect(responses.map((one) => [one.serial, one.status])).toEqual([[about, "good"]]);
  }
  expect((await get(pathOf(serial))).cache).toBe("HIT");

  const nonces = [Buffer.alloc(16, 1), Buffer.alloc(16, 1), Buffer.alloc(16, 2)];
  const withNonce = await Promise.all(nonces.map((nonce) => get(pathOf(serial, nonce))));
  expect(withNonce.map((answer) => answer.cache)).toEqual(["MISS", "MISS", "MISS"]);
  expect(withNonce.map(({ body }) => readAnswer(body).nonce)).toEqual(nonces.map((nonce) => nonce.toString("hex")));
  expect(withNonce[0]?.body).not.toEqual(withNonce[1]?.body);

  const unissued = pathOf(`4e${randomBytes(18).toString("hex")}`);
  for (let i = 0; i < 2; i++) expect((await get(unissued)).cache).toBe("MISS");
  const nonsense = `/ocsp/${"A".repeat(40)}`;
  for (let i = 0; i < 2; i++) expect((await get(nonsense)).cache).toBe("MISS");

  const post = () => askLive(cache.at("/ocsp"), issuer, serial, { kept: true });
  expect((await post())?.status).toBe("good");
  await revoke();
  expect((await post())?.status).toBe("revoked");
  expect((await get(pathOf(serial, nonces[2]))).cache).toBe("MISS");
  expect(statusIn((await get(pathOf(serial, nonces[0]))).body)).toBe("revoked");
});
