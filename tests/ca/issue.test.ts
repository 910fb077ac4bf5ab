import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { preparePair, redeem } from "#ca/issue.ts";
import type { Signer } from "#ca/signer.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { subjectOf } from "#pki/name.ts";
import {
  EC_KEYS,
  RSA_KEYS,
  standingClock,
  type TestHierarchy,
  testAuthority,
  testHierarchy,
  testOrder,
} from "#tests/support/authority.ts";

let hierarchy: TestHierarchy;

beforeAll(async () => {
  hierarchy = await testHierarchy();
});

it("C4: a certificate is exactly what was prepared", async () => {
  const authority = await testAuthority(hierarchy);
  const prepared = await preparePair(authority, testOrder());
  const certificates = (await redeem(authority, prepared)).map(parseCertificate);

  expect(certificates.map(({ tbs, serial }) => ({ tbs, serial }))).toEqual(
    prepared.map(({ tbs, serial }) => ({ tbs, serial })),
  );
  expect(prepared.map(({ slot, profile, profileVersion }) => ({ slot, profile, profileVersion }))).toEqual([
    { slot: "AUTH", profile: "EMPLOYEE-AUTH", profileVersion: 2 },
    { slot: "SIGN", profile: "EMPLOYEE-SIGN", profileVersion: 2 },
  ]);
});

it("C3: redeeming again gives the same certificates", async () => {
  const authority = await testAuthority(hierarchy);
  const prepared = await preparePair(authority, testOrder());

  expect(await redeem(authority, prepared)).toEqual(await redeem(authority, prepared));
});

it("B6: the subject is the register's row, in capitals and in the composed form", async () => {
  const authority = await testAuthority(hierarchy);
  const order = testOrder();
  const person = { ...order.person, surname: "Қайырбеко\u0438\u0306ева" };
  const [auth] = await redeem(authority, await preparePair(authority, { ...order, person }));

  expect(subjectOf(parseCertificate(auth ?? new Uint8Array()).subject)).toEqual({
    commonName: "ҚАЙЫРБЕКОЙЕВА ГҮЛНҰР",
    surname: "ҚАЙЫРБЕКОЙЕВА",
    patronymic: "ҚАЙРАТҚЫЗЫ",
    iin: "850101300123",
    bin: "120340005678",
    organisation: 'ТОО "Өркен & Ко"',
    country: "KZ",
    email: undefined,
  });
});

it("B6: whatever an organisation is called, its BIN stays the register's", async () => {
  const authority = await testAuthority(hierarchy);
  const word = fc.constantFrom(
    "BIN999999999999",
    "OU=BIN999999999999",
    "IIN000000000000",
    "+",
    ",",
    "/",
    "\\",
    "=",
    '"',
    "ТОО",
    "ұ",
  );
  await fc.assert(
    fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 4 }), async (words) => {
      const order = testOrder();
      const organisation = { bin: "120340005678", name: words.join("").slice(0, 64) };
      const [auth] = await preparePair(authority, { ...order, organisation });
      const [der] = await redeem(authority, auth ? [auth] : []);
      const { bin, iin, organisation: name } = subjectOf(parseCertificate(der ?? new Uint8Array()).subject);
      expect({ bin, iin, name }).toEqual({ bin: "120340005678", iin: "850101300123", name: organisation.name });
    }),
    { numRuns: 50 },
  );
});

it.each([
  ["an organisation's person without one", { ...testOrder("HR"), organisation: null }, "PROFILE_UNKNOWN"],
  [
    "an individual in an organisation",
    { ...testOrder("INDIVIDUAL"), organisation: testOrder("HR").organisation },
    "PROFILE_UNKNOWN",
  ],
  [
    "a name longer than 64 characters",
    { ...testOrder(), organisation: { bin: "120340005678", name: "Ұ".repeat(65) } },
    "LINT_FAILED",
  ],
  [
    "an unseen character in a name",
    { ...testOrder(), organisation: { bin: "120340005678", name: "ТОО\u200b" } },
    "LINT_FAILED",
  ],
  ["a BIN of eleven digits", { ...testOrder(), organisation: { bin: "12034000567", name: "ТОО" } }, "LINT_FAILED"],
])("C10: refuses to prepare %s", async (_, order, code) => {
  const authority = await testAuthority(hierarchy);
  await expect(preparePair(authority, order)).toRejectWithCode(code);
});

it("C5: the certificate of an issuer's last days ends with its issuer", async () => {
  const last = new Date(hierarchy.issuing.notAfter.getTime() - 86_400_000);
  const authority = await testAuthority(hierarchy, { clock: standingClock(last) });
  const [der] = await redeem(authority, await preparePair(authority, testOrder()));

  expect(parseCertificate(der ?? new Uint8Array()).notAfter).toEqual(hierarchy.issuing.notAfter);
});

it("C4: believes no signature that does not fit, be it of the other certificate or missing", async () => {
  const authority = await testAuthority(hierarchy);
  const prepared = await preparePair(authority, testOrder("EMPLOYEE", { keys: RSA_KEYS }));
  const answering = (change: (signatures: readonly Uint8Array[]) => readonly Uint8Array[]): Signer => ({
    ...authority.signer,
    sign: async (orders) => change(await authority.signer.sign(orders)),
  });

  const swapped = { ...authority, signer: answering((signatures) => signatures.toReversed()) };
  const missing = { ...authority, signer: answering((signatures) => signatures.slice(1)) };
  await expect(redeem(swapped, prepared)).toRejectWithCode("SIGNER_ANSWER_WRONG");
  await expect(redeem(missing, prepared)).toRejectWithCode("SIGNER_ANSWER_WRONG");
});

it("C2, C5: two pairs of one order at one instant differ in their serials, and the shards that follow from them, alone", async () => {
  const authority = await testAuthority(hierarchy);
  const [first] = await preparePair(authority, testOrder("EMPLOYEE", { keys: EC_KEYS }));
  const [second] = await preparePair(authority, testOrder("EMPLOYEE", { keys: EC_KEYS }));
  const without = ({ tbs, serial }: { tbs: Uint8Array; serial: string }) =>
    Buffer.from(tbs)
      .toString("hex")
      .replace(serial, "")
      .replace(/(?<=69737375696e672d)3\d/g, "");

  expect(first && without(first)).toBe(second && without(second));
  expect(first?.serial).not.toBe(second?.serial);
});
