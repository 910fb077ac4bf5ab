import fc from "fast-check";
import { expect, it } from "vitest";
import { OID } from "#pki/oid.ts";
import type { CertificateRow } from "#status/ocsp/certificate-index.ts";
import { NOW, testHierarchy } from "#tests/support/authority.ts";
import { questionAbout, responderKeyOf } from "#tests/support/ocsp.ts";
import { responderForTest } from "./desk-for-test.ts";
import { readAnswer } from "./read-answer.ts";
import { readWithPkijs } from "./read-with-pkijs.ts";
import { tryAnswers } from "./sound-answers.ts";

const HOUR_MS = 3_600_000;
const later = (ms: number) => new Date(NOW.getTime() + ms);
const NOT_AFTER = later(365 * 24 * HOUR_MS);
const REVOKED_AT = new Date("2026-11-20T05:06:07Z");

const GOOD: CertificateRow = { serial: "0a01", notAfter: NOT_AFTER };
const REVOKED: CertificateRow = { serial: "0a02", notAfter: NOT_AFTER, revocation: { at: REVOKED_AT, reason: 1 } };
const HELD: CertificateRow = { serial: "0a03", notAfter: NOT_AFTER, revocation: { at: REVOKED_AT, reason: 6 } };
const ENDED: CertificateRow = { serial: "0a04", notAfter: later(-1000) };
const ROWS = [GOOD, REVOKED, HELD, ENDED];

const ERRORS = { "30030a0101": "malformedRequest", "30030a0103": "tryLater", "30030a0106": "unauthorized" } as const;
const errorOf = ({ body }: { body: Buffer }) =>
  Object.entries(ERRORS).find(([hex]) => hex === body.toString("hex"))?.[1] ?? "an answer";

it("says good, revoked and on hold as the register does, and how far back it remembers of what has ended", async () => {
  const { ask, issuer } = await responderForTest(ROWS);
  const { responses } = readAnswer(ask(["0a01", "0a02", "0a03", "0a04"]).body);
  expect(responses).toMatchObject([
    { serial: "0a01", status: "good", extensions: [] },
    { serial: "0a02", status: "revoked", revokedAt: REVOKED_AT, reason: 1, extensions: [] },
    { serial: "0a03", status: "revoked", revokedAt: REVOKED_AT, reason: 6, extensions: [] },
    { serial: "0a04", status: "good", extensions: [OID.ocspArchiveCutoff] },
  ]);
  const cutoff = Buffer.from(issuer.notBefore.toISOString().replace(/[-:T]|\.\d+/g, ""));
  expect(ask("0a04").body.includes(cutoff)).toBe(true);
});

it("D8: every answer is signed by a responder of the same issuer, is in force, and repeats CertID and nonce", async () => {
  const serials = ROWS.map(({ serial }) => serial);
  tryAnswers(await responderForTest(ROWS), { serials, unissued: "0a05", numRuns: 1000 });
});

it("pkijs reads in our answers what we read", async () => {
  const { ask } = await responderForTest(ROWS);
  for (const nonce of [undefined, new Uint8Array(32), new Uint8Array(128)]) {
    const { body } = ask(["0a01", "0a02", "0a03", "0a04", "0a05"], nonce);
    const { tbs: _, ...read } = readAnswer(body);
    expect(read).toEqual(readWithPkijs(body));
  }
});

it("D6: what was never issued is never good but revoked since 1970, not kept, and an operator is told", async () => {
  const { ask, warnings, alarm } = await responderForTest(ROWS);
  const serial = fc
    .uint8Array({ minLength: 4, maxLength: 19 })
    .map((bytes) => `01${Buffer.from(bytes).toString("hex")}`);
  fc.assert(
    fc.property(serial, (unissued) => {
      const { body, window } = ask(unissued);
      expect(window).toBeUndefined();
      const { responses, extensions } = readAnswer(body);
      expect(responses).toMatchObject([{ serial: unissued, status: "revoked", revokedAt: new Date(0), reason: 6 }]);
      expect(extensions).toEqual([OID.ocspExtendedRevoke]);
    }),
    { numRuns: 200 },
  );
  expect(warnings).toEqual([{ serial: expect.stringMatching(/^01/), count: 1 }]);
  expect([alarm.recent(NOW), alarm.recent(later(2 * HOUR_MS))]).toEqual([200, 0]);
});

it("D6: another issuer's certificates get no word from us, unless asked about beside ours: then unknown", async () => {
  const { responder, issuer, hierarchy, warnings } = await responderForTest(ROWS);
  const other = (await testHierarchy()).issuing;
  for (const foreign of [hierarchy.root, { ...issuer, spki: other.spki }, { ...issuer, subject: other.issuer }]) {
    const one = { serial: "0a01", issuer: foreign };
    expect(errorOf(responder.answer(questionAbout(issuer, [one]), NOW))).toBe("unauthorized");
    const { responses } = readAnswer(responder.answer(questionAbout(issuer, [one, { serial: "0a02" }]), NOW).body);
    expect(responses.map(({ status }) => status)).toEqual(["unknown", "revoked"]);
  }
  expect(warnings).toEqual([]);
});

it("says the same bytes again until a status changes, and then says it in the very next answer", async () => {
  const { ask, index } = await responderForTest(ROWS);
  const status = ({ body }: { body: Buffer }) => readAnswer(body).responses[0]?.status;
  const first = ask("0a01");
  expect(ask("0a01", undefined, later(60_000)).body).toEqual(first.body);
  index.set(GOOD);
  expect(ask("0a01").body).toEqual(first.body);

  index.set({ ...GOOD, revocation: { at: NOW, reason: 6 } });
  const held = ask("0a01");
  expect(status(held)).toBe("revoked");
  expect(ask("0a01").body).toEqual(held.body);
  index.set(GOOD);
  expect(status(ask("0a01"))).toBe("good");
});

it("signs anew for a nonce, for what is a quarter of an hour younger, and with a new key", async () => {
  const { ask, knowAt, state, hierarchy } = await responderForTest(ROWS);
  const nonce = Uint8Array.of(1);
  expect(ask("0a01", nonce).body).not.toEqual(ask("0a01", nonce).body);
  expect(ask("0a01", nonce).window).toBeUndefined();

  const first = ask("0a01").body;
  knowAt(later(14 * 60_000));
  expect(ask("0a01", undefined, later(14 * 60_000)).body).toEqual(first);
  knowAt(later(15 * 60_000));
  const second = ask("0a01", undefined, later(15 * 60_000)).body;
  expect(readAnswer(second).responses[0]?.thisUpdate.getTime()).toBe(
    Math.floor(later(15 * 60_000).getTime() / 1000) * 1000,
  );

  state.key = responderKeyOf(hierarchy);
  const renewed = readAnswer(ask("0a01", undefined, later(15 * 60_000)).body);
  expect(renewed.certificates).toEqual([state.key.certificate.der]);
});

it("D8: signs anew when the clock was set back, for nothing is produced later than it is asked for", async () => {
  const { ask } = await responderForTest(ROWS);
  const producedAt = (now: Date) => readAnswer(ask("0a01", undefined, now).body).producedAt;
  expect(producedAt(later(30_000)) > producedAt(NOW)).toBe(true);
  expect(producedAt(NOW) <= NOW).toBe(true);
});

it("D13: goes on for four hours from what it knew last, then says later", async () => {
  const { ask, responder } = await responderForTest(ROWS);
  const END = 4 * HOUR_MS - 250;
  expect(readAnswer(ask("0a02", undefined, later(END - 1)).body).responses[0]?.status).toBe("revoked");
  expect(responder.answersUntil(later(END - 1))).toEqual(later(END));
  expect(errorOf(ask("0a02", undefined, later(END)))).toBe("tryLater");
  expect(responder.answersUntil(later(END))).toBeUndefined();
});

it("D6, D13: calls nothing never issued while the register is silent, which it may have issued meanwhile", async () => {
  const { ask, issuer, hierarchy, responder, knowAt, warnings } = await responderForTest(ROWS);
  const SILENT = later(5_001);
  const NONCE = Uint8Array.of(1);
  for (const serials of ["0b01", ["0a01", "0b01"], ["0b01", "0a01", "0a02"]]) {
    expect(ask(serials, undefined, SILENT)).toEqual({ body: Buffer.from("30030a0103", "hex") });
    expect(errorOf(ask(serials, NONCE, SILENT))).toBe("tryLater");
  }
  const besideForeign = [{ serial: "0b01" }, { serial: "0a01", issuer: hierarchy.root }];
  expect(errorOf(responder.answer(questionAbout(issuer, besideForeign), SILENT))).toBe("tryLater");
  expect(readAnswer(ask(["0a01", "0a02"], NONCE, SILENT).body).responses).toMatchObject([
    { status: "good" },
    { status: "revoked", reason: 1 },
  ]);
  expect(warnings).toEqual([]);

  expect(readAnswer(ask("0b01", undefined, later(5_000)).body).responses[0]?.revokedAt).toEqual(new Date(0));
  knowAt(SILENT);
  expect(readAnswer(ask("0b01", undefined, SILENT).body).responses[0]?.revokedAt).toEqual(new Date(0));
  expect(warnings).toMatchObject([{ serial: "0b01" }]);
});

it("never promises more than its own certificate's life", async () => {
  const { ask, state, hierarchy } = await responderForTest(ROWS);
  const notAfter = new Date(Math.floor(NOW.getTime() / 1000) * 1000 + 60_000);
  state.key = responderKeyOf(hierarchy, { notAfter });
  expect(readAnswer(ask("0a01").body).responses[0]?.nextUpdate).toEqual(notAfter);
  expect(errorOf(ask("0a01", undefined, notAfter))).toBe("tryLater");
});

it("says later before the register was read and while there is no key, and even then knows what is no question", async () => {
  const { ask, state, responder } = await responderForTest(ROWS);
  const { known } = state;
  state.known = undefined;
  expect(errorOf(ask("0a01"))).toBe("tryLater");
  state.known = known;
  state.key = undefined;
  expect(errorOf(ask("0a01"))).toBe("tryLater");
  expect(errorOf(responder.answer(Buffer.of(0), NOW))).toBe("malformedRequest");
});

it("D8, F9: answers with no key that relying parties would not take, and says why to its operator", async () => {
  const { ask, state, hierarchy, warnings } = await responderForTest(ROWS);
  const sound = responderKeyOf(hierarchy);
  const keys = [
    responderKeyOf(hierarchy, { extensions: [] }),
    responderKeyOf(hierarchy, { purposes: [OID.timeStamping] }),
    responderKeyOf(hierarchy, { purposes: [OID.ocspSigning, OID.clientAuth] }),
    responderKeyOf(hierarchy, { notAfter: later(-2000) }),
    responderKeyOf(await testHierarchy()),
    { ...sound, sign: (tbs: Uint8Array) => sound.sign(Uint8Array.of(...tbs, 0)) },
  ];
  for (const key of keys) {
    state.key = key;
    expect(errorOf(ask("0a01"))).toBe("tryLater");
  }
  expect(warnings).toEqual(keys.map(({ certificate: { serial } }) => ({ serial })));
  state.key = sound;
  expect(errorOf(ask("0a01"))).toBe("an answer");
});

it("D3: an index takes no revocation back, but for a hold", async () => {
  const { index, ask } = await responderForTest(ROWS);
  const { revocation: _, ...restored } = REVOKED;
  expect(index.set(restored)).toBe(false);
  expect(index.set({ ...REVOKED, revocation: { at: NOW, reason: 6 } })).toBe(false);
  expect(readAnswer(ask("0a02").body).responses[0]).toMatchObject({ status: "revoked", reason: 1 });
  expect(index.set({ ...HELD, revocation: { at: REVOKED_AT, reason: 1 } })).toBe(true);
  expect(readAnswer(ask("0a03").body).responses[0]).toMatchObject({ status: "revoked", reason: 1 });
});
