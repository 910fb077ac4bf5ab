import { expect, it } from "vitest";
import type { Certificate } from "#pki/certificate.ts";
import { askAbout, verifyAnswer } from "#pki/ocsp-client.ts";
import { nodePrimitives as primitives } from "#platform/node-primitives.ts";
import { NOW, testHierarchy } from "#tests/support/authority.ts";
import { opensslIn, temporaryFolder } from "#tests/support/openssl.ts";
import { responderForTest } from "./desk-for-test.ts";

const openssl = opensslIn(temporaryFolder());
const NOTAFTER = new Date(NOW.getTime() + 86_400_000);
const REVOKED_AT = new Date("2026-11-20T05:06:07Z");
const ROWS = [
  { serial: "0a01", notAfter: NOTAFTER },
  { serial: "0a02", notAfter: NOTAFTER, revocation: { at: REVOKED_AT, reason: 6 } },
];
const NONCE = new Uint8Array(32).fill(7);

async function scene() {
  const { issuer, responder } = await responderForTest(ROWS);
  // of the certificate a question needs no more than the serial number
  const about = (serial: string, nonce = NONCE) => askAbout({ ...issuer, serial }, issuer, { primitives, nonce });
  const answer = async (serial: string) =>
    Uint8Array.from(responder.answer(Buffer.from((await about(serial)).der), NOW).body);
  const at = (now: Date, by: Certificate = issuer) => ({ issuer: by, primitives, now });
  return { issuer, about, answer, at };
}

it("asks in a way that OpenSSL reads, and believes what a charged responder signed", async () => {
  const { about, answer, at } = await scene();
  const asked = await about("0a02");
  openssl.write("question.der", asked.der);
  const said = openssl.says("ocsp", "-reqin", "question.der", "-req_text");
  expect(said).toContain("Serial Number: 0A02");
  expect(said).toMatch(/OCSP Nonce:\s+0420(?:07){32}/);
  expect(await verifyAnswer(await answer("0a02"), asked, at(NOW))).toMatchObject({
    status: { type: "revoked", revokedAt: REVOKED_AT, reason: 6 },
  });
  const good = await verifyAnswer(await answer("0a01"), await about("0a01"), at(NOW));
  expect(good.status).toEqual({ type: "good" });
  expect(good.thisUpdate <= NOW && good.nextUpdate > NOW).toBe(true);
});

it("D8: believes no answer about another certificate, to another question, of another time or another authority", async () => {
  const { about, answer, at } = await scene();
  const [asked, told] = [await about("0a01"), await answer("0a01")];
  await expect(verifyAnswer(await answer("0a02"), asked, at(NOW))).toRejectWithCode("CONTENT_DIFFERS");
  await expect(verifyAnswer(told, await about("0a01", new Uint8Array(32)), at(NOW))).toRejectWithCode(
    "CONTENT_DIFFERS",
  );
  const days = (count: number) => new Date(NOW.getTime() + count * 86_400_000);
  await expect(verifyAnswer(told, asked, at(days(8)))).rejects.toThrow();
  await expect(verifyAnswer(told, asked, at(days(400)))).toRejectWithCode("CERTIFICATE_EXPIRED");
  const { root } = await testHierarchy();
  await expect(verifyAnswer(told, asked, at(NOW, root))).toRejectWithCode("SIGNER_UNKNOWN");
  const tryLater = Uint8Array.from(Buffer.from("30030a0103", "hex"));
  await expect(verifyAnswer(tryLater, asked, at(NOW))).toRejectWithCode("OCSP_MALFORMED");
});

it("D8: believes no answer of which a bit was changed, in whatever byte", async () => {
  const { about, answer, at } = await scene();
  const [asked, told] = [await about("0a01"), await answer("0a01")];
  for (let byte = 0; byte < told.length; byte += 3) {
    const changed = told.with(byte, (told.at(byte) ?? 0) ^ (1 << (byte % 8)));
    await expect(verifyAnswer(changed, asked, at(NOW)), `byte ${byte}`).rejects.toThrow();
  }
});
