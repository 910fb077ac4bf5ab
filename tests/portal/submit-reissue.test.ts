import fc from "fast-check";
import { expect, it } from "vitest";
import { subjectName } from "#ca/subject.ts";
import { concatBytes, fromBase64, toBase64 } from "#pki/bytes.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { issueConfirmed } from "#portal/requests/issue-confirmed.ts";
import { newKey } from "#tests/support/people.ts";
import { primeModulusKey } from "#tests/support/prime-modulus-key.ts";
import { cancel, reissueBody, submit } from "#tests/support/reissue.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { otherThan, receiveCode } from "#tests/support/step-up.ts";
import { call, challenge, codeOf, type Visitor } from "#tests/support/visitor.ts";
import { holder, type TestHolder, type World, world } from "#tests/support/world.ts";

const DAY_MS = 86_400_000;

async function applicant(
  wish: Parameters<typeof holder>[1] = {},
): Promise<{ portal: World; person: TestHolder; browser: Visitor }> {
  const portal = await world();
  const person = await holder(portal, wish);
  return { portal, person, browser: await signedIn(portal, person) };
}

it("files an employee's request for the senior manager, for thirty days, with the signed form and both keys", async () => {
  const { portal, person, browser } = await applicant();
  const { status, body, number, json } = await submit(browser, person, {
    email: "a@example.kz",
    keyAlgorithm: "RSA-2048",
  });
  expect({ status, body }).toEqual({ status: 201, body: { number, state: "SUBMITTED" } });

  const request = await portal.owner.keyRequest.findUniqueOrThrow({ where: { number }, include: { document: true } });
  expect(request).toMatchObject({ state: "SUBMITTED", confirmation: "SENIOR_MANAGER", email: "a@example.kz" });
  expect(request.expiresAt.getTime() - request.submittedAt.getTime()).toBe(30 * DAY_MS);
  expect(request.document?.text).toContain(`\nnumber: ${number}\n`);
  expect(toBase64(request.document?.cms ?? new Uint8Array())).toBe(json["cms"]);
  expect(await portal.owner.publicKey.count({ where: { requestId: request.id } })).toBe(2);
  expect(await portal.owner.auditEvent.count({ where: { requestId: request.id, action: "request-submitted" } })).toBe(
    1,
  );
});

it.each(["INDIVIDUAL", "FIRST_HEAD"] as const)(
  "needs nobody's word for %s: confirmed at once and queued for the worker",
  async (template) => {
    const { portal, person, browser } = await applicant({ template });
    const { body, number } = await submit(browser, person);
    expect(body).toEqual({ number, state: "CONFIRMED" });
    const jobs = await portal.owner.$queryRaw<
      unknown[]
    >`SELECT FROM graphile_worker.jobs WHERE key = 'issue-confirmed'`;
    expect(jobs).toHaveLength(1);
    expect(await issueConfirmed(portal.issuing)).toBe(1);
  },
);

/** What is wrong, how it is made, and the code that tells it. */
const WRONG = [
  [
    "the sign-in key",
    (person: TestHolder) => ({ signer: person.keys.AUTH, signerDer: person.certificates.AUTH }),
    "SIGNATURE_NOT_YOURS",
  ],
  ["a key that is not the certificate's", () => ({ signer: newKey() }), "SIGNATURE_REFUSED"],
  [
    "a signature over another text",
    () => ({ text: (text: string) => text.replace("EMPLOYEE", "FIRST_HEAD") }),
    "SIGNATURE_REFUSED",
  ],
  [
    "a signature over another number",
    () => ({ text: (text: string) => text.replace(/number: .{13}/, "number: 0000000000000") }),
    "SIGNATURE_REFUSED",
  ],
  [
    "a signature over the other form of Unicode",
    () => ({ text: (text: string) => text.normalize("NFD") }),
    "SIGNATURE_REFUSED",
  ],
  ["requests signed by another key than the one inside", () => ({ csrSigner: newKey() }), "SIGNATURE_INVALID"],
  ["requests over another value than this request's", () => ({ csrNonce: "A".repeat(43) }), "NONCE_DIFFERS"],
  [
    "requests for another person",
    () => ({ subject: subjectName({ iin: "850101300123", surname: "Б", givenName: "А" }) }),
    "SUBJECT_DIFFERS",
  ],
  ["requests for another storage", () => ({ csrStorage: "KAZTOKEN" as const }), "STORAGE_DIFFERS"],
  [
    "keys of another kind than the form says",
    () => ({ keys: { AUTH: newKey("RSA-2048"), SIGN: newKey("RSA-2048") } }),
    "KEY_REFUSED",
  ],
  [
    "a modulus that is itself a prime",
    () => ({ keyAlgorithm: "RSA-2048" as const, keys: { AUTH: newKey("RSA-2048"), SIGN: primeModulusKey() } }),
    "KEY_REFUSED",
  ],
  ["no confirmation of the form", () => ({ over: { confirmed: false } }), "INPUT_INVALID"],
  ["a field that we do not know", () => ({ over: { privateKey: "AAAA" } }), "INPUT_INVALID"],
  ["a request of more than 16 kB", () => ({ over: { authCsr: toBase64(new Uint8Array(16_385)) } }), "INPUT_INVALID"],
  ["a signature that is none", () => ({ over: { cms: "AAAA" } }), "SIGNATURE_REFUSED"],
  ["a language that we do not speak", () => ({ over: { language: "fr" } }), "INPUT_INVALID"],
] satisfies readonly (readonly [string, (person: TestHolder) => Parameters<typeof submit>[2], string])[];

it("B1, B3, B16: refuses a form that is wrong in any one way, and keeps nothing of it", async () => {
  const { portal, person, browser } = await applicant();
  for (const [what, wish, code] of WRONG) expect(codeOf(await submit(browser, person, wish(person))), what).toBe(code);
  expect(await portal.owner.keyRequest.count({ where: { documentId: { not: null } } })).toBe(0);
  expect(await portal.owner.signedDocument.count()).toBe(0);
});

it("B9: files nothing without a code, and a wrong one costs neither the challenge nor the keys", async () => {
  const { portal, person, browser } = await applicant();
  const { json, code } = await reissueBody(browser, person);
  const send = (over: Readonly<Record<string, unknown>>) =>
    call(browser, "POST /api/requests", { json: { ...json, ...over } });
  const { id, digits } = code ?? { id: "", digits: "" };
  expect(codeOf(await send({ code: undefined }))).toBe("CODE_REQUIRED");
  expect(codeOf(await send({ code: { id, digits: otherThan(digits) } }))).toBe("CODE_WRONG");
  expect(codeOf(await send({ code: { id, digits: "12345" } }))).toBe("INPUT_INVALID");
  const other = await receiveCode(await signedIn(portal, await holder(portal)), "REISSUE", "a text");
  expect(codeOf(await send({ code: other }))).toBe("CODE_EXPIRED");
  expect((await send({})).status).toBe(201);
});

it("B9: refuses a code that was asked for another form", async () => {
  const { person, browser } = await applicant();
  const { json } = await reissueBody(browser, person, { withoutCode: true });
  const code = await receiveCode(browser, "REISSUE", "another form");
  expect(codeOf(await call(browser, "POST /api/requests", { json: { ...json, code } }))).toBe("CODE_REQUIRED");
});

it("refuses bytes after a certification request", async () => {
  const { person, browser } = await applicant();
  const { json } = await reissueBody(browser, person);
  const authCsr = toBase64(concatBytes(fromBase64(String(json["authCsr"])), Uint8Array.of(0)));
  expect(codeOf(await call(browser, "POST /api/requests", { json: { ...json, authCsr } }))).toBe("CSR_MALFORMED");
});

it("B16: refuses a form signed with another holder's key", async () => {
  const { portal, person, browser } = await applicant();
  const other = await holder(portal);
  const wish = { signer: other.keys.SIGN, signerDer: other.certificates.SIGN };
  expect(codeOf(await submit(browser, person, wish))).toBe("SIGNATURE_NOT_YOURS");
});

it("refuses a holder whose SIGN certificate is revoked", async () => {
  const { portal, person, browser } = await applicant();
  await portal.owner.certificate.updateMany({
    where: { holderId: person.holderId, slot: "SIGN" },
    data: { revokedAt: portal.clock.now(), revocationReason: "KEY_COMPROMISE" },
  });
  expect(codeOf(await submit(browser, person))).toBe("NO_VALID_KEY");
});

it("refuses a second request while one is open, also when both arrive at once", async () => {
  const { portal, person, browser } = await applicant();
  // one after the other: a code that is asked for ends the one before, even before that is sent
  const bodies = [
    await reissueBody(browser, person),
    await reissueBody(browser, person),
    await reissueBody(browser, person),
  ];
  const answers = await Promise.all(bodies.map(({ json }) => call(browser, "POST /api/requests", { json })));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
  expect(codeOf(await submit(browser, person))).toBe("REQUEST_ALREADY_OPEN");
  expect(portal.faults).toEqual([]);
});

it("takes a new request once the old one has waited for thirty days", async () => {
  const { portal, person, browser } = await applicant();
  const { number } = await submit(browser, person);
  portal.clock.set(new Date(portal.clock.now().getTime() + 30 * DAY_MS));
  const again = await signedIn(portal, person);
  expect((await submit(again, person)).status).toBe(201);
  expect(await portal.owner.keyRequest.findUnique({ where: { number } })).toMatchObject({ state: "EXPIRED" });
});

it("B1: refuses another user's request played again, whole or in part", async () => {
  const { portal, person, browser } = await applicant();
  const other = await holder(portal);
  const { json, built } = await reissueBody(browser, person);
  const elsewhere = await signedIn(portal, other);
  expect(codeOf(await call(elsewhere, "POST /api/requests", { json }))).toBe("CODE_EXPIRED");
  const code = await receiveCode(elsewhere, "REISSUE", built);
  expect(codeOf(await call(elsewhere, "POST /api/requests", { json: { ...json, code } }))).toBe("CHALLENGE_REFUSED");

  const own = await reissueBody(elsewhere, other);
  const stolen = await reissueBody(browser, person);
  const csrs = { authCsr: stolen.json["authCsr"], signCsr: stolen.json["signCsr"] };
  expect(codeOf(await call(elsewhere, "POST /api/requests", { json: { ...own.json, ...csrs } }))).toBe("NONCE_DIFFERS");
});

it("B1: refuses the same body a second time", async () => {
  const { person, browser } = await applicant();
  const { json, built, number } = await reissueBody(browser, person);
  expect((await call(browser, "POST /api/requests", { json })).status).toBe(201);
  expect((await cancel(browser, person, number)).status).toBe(204);
  expect(codeOf(await call(browser, "POST /api/requests", { json }))).toBe("CODE_EXPIRED");
  const code = await receiveCode(browser, "REISSUE", built);
  expect(codeOf(await call(browser, "POST /api/requests", { json: { ...json, code } }))).toBe("CHALLENGE_REFUSED");
});

it("B2: refuses a key that any certificate or request ever had, whoever brings it", async () => {
  const { portal, person, browser } = await applicant();
  const other = await holder(portal);
  expect(codeOf(await submit(browser, person, { keys: { AUTH: person.keys.AUTH, SIGN: newKey() } }))).toBe(
    "KEY_REUSED",
  );
  expect(codeOf(await submit(browser, person, { keys: { AUTH: newKey(), SIGN: other.keys.AUTH } }))).toBe("KEY_REUSED");
});

it("B2: refuses one key for both certificates", async () => {
  const { person, browser } = await applicant();
  const key = newKey();
  expect(codeOf(await submit(browser, person, { keys: { AUTH: key, SIGN: key } }))).toBe("KEYS_EQUAL");
});

it("B2: lets one win when several people bring one key at once", async () => {
  const portal = await world();
  const people: TestHolder[] = [];
  for (let count = 0; count < 5; count++) people.push(await holder(portal));
  const key = newKey();
  const sent = await Promise.all(
    people.map(async (person) => {
      const browser = await signedIn(portal, person);
      return { browser, json: (await reissueBody(browser, person, { keys: { AUTH: key, SIGN: newKey() } })).json };
    }),
  );
  const answers = await Promise.all(sent.map(({ browser, json }) => call(browser, "POST /api/requests", { json })));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(new Set(answers.filter(({ status }) => status !== 201).map(codeOf))).toEqual(new Set(["KEY_REUSED"]));
  expect(portal.faults).toEqual([]);
});

it("B5: takes from a request its key and nothing else, whatever else it claims", async () => {
  const { portal, person, browser } = await applicant();
  await fc.assert(
    fc.asyncProperty(
      fc.record({ surname: fc.string({ minLength: 1, maxLength: 20 }), iin: fc.stringMatching(/^[0-9]{12}$/) }),
      async ({ surname, iin }) => {
        fc.pre(iin !== person.actor.iin && !/[\p{Cc}\p{Cs}]/u.test(surname));
        const subject = subjectName({ iin, surname, givenName: "X" });
        expect(codeOf(await submit(browser, person, { subject }))).toBe("SUBJECT_DIFFERS");
      },
    ),
    { numRuns: 20 },
  );
  const { number } = await submit(browser, person);
  const request = await portal.owner.keyRequest.findUniqueOrThrow({ where: { number } });
  expect(Buffer.from(request.authCsr).includes(Buffer.from(parseCertificate(person.certificates.AUTH).subject))).toBe(
    true,
  );
});

it("A2: refuses a challenge for a document after half an hour, and takes it a second earlier", async () => {
  const { portal, person } = await applicant();
  const minutes = (count: number) => portal.clock.set(new Date(portal.clock.now().getTime() + count * 60_000));
  for (const [last, status] of [
    [10, 409],
    [10 - 1 / 60, 201],
  ] as const) {
    const browser = await signedIn(portal, person);
    const { json } = await reissueBody(browser, person);
    for (const wait of [10, 10, last]) {
      minutes(wait);
      expect((await call(browser, "GET /api/session")).status).toBe(200);
    }
    expect((await call(browser, "POST /api/requests", { json })).status).toBe(status);
  }
});

it("takes back a request that waits, and none that is decided", async () => {
  const { portal, person, browser } = await applicant();
  const { number } = await submit(browser, person);
  expect((await cancel(browser, person, number)).status).toBe(204);
  expect(await portal.owner.keyRequest.findUnique({ where: { number } })).toMatchObject({ state: "CANCELLED" });
  expect(codeOf(await cancel(browser, person, number))).toBe("REQUEST_NOT_WAITING");
  expect(await portal.owner.signedDocument.count({ where: { purpose: "CANCEL" } })).toBe(1);
});

it("binds the number to the challenge that it came with", async () => {
  const { portal, person, browser } = await applicant();
  const { number } = await challenge(browser, "REISSUE");
  const sent = await submit(browser, person);
  expect(sent.number).not.toBe(number);
  expect(await portal.owner.keyRequest.count({ where: { number } })).toBe(0);
});
