import { sign } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { type Order, preparePair } from "#ca/issue.ts";
import { subjectName } from "#ca/subject.ts";
import { toBase64Url, toHex } from "#pki/bytes.ts";
import { assembleCsr } from "#pki/csr.ts";
import { implicit, integer, oid, printableString, sequence, set, setOf, utf8String } from "#pki/der-write.ts";
import { basicConstraints, encodeExtension, extendedKeyUsage, keyUsage, storageExtension } from "#pki/extensions.ts";
import { encodeName } from "#pki/name.ts";
import { OID, ROLE_OIDS, STORAGE_OIDS } from "#pki/oid.ts";
import { nodePrimitives as primitives } from "#platform/node-primitives.ts";
import { verifyNewKeys } from "#portal/requests/verify-new-keys.ts";
import { testAuthority, testHierarchy } from "#tests/support/authority.ts";
import { newKey, type TestKey } from "#tests/support/people.ts";

const PERSON = { iin: "850101300123", surname: "Әуезова", givenName: "Гүлнұр", patronymic: "Қайратқызы" };
const COMPANY = { bin: "120340005678", name: 'ТОО "Өркен"' };
const REGISTERED = { ...PERSON, bin: COMPANY.bin, organisation: COMPANY.name, template: "EMPLOYEE" };
const SUBJECT = subjectName(PERSON, COMPANY);
const NONCE = toBase64Url(new Uint8Array(32).fill(7));

const KEYS = { AUTH: newKey(), SIGN: newKey() };
const RSA = { AUTH: newKey("RSA-2048"), SIGN: newKey("RSA-2048") };

/** What people may write into a certification request, ours to believe or to refuse, and never to pass on. */
const SUBJECTS: readonly Uint8Array[] = [
  SUBJECT,
  subjectName(PERSON),
  subjectName({ ...PERSON, iin: "900202400456" }, COMPANY),
  subjectName(PERSON, { ...COMPANY, bin: "150940999028" }),
  subjectName({ ...PERSON, surname: "Басқа" }, COMPANY),
  encodeName([{ type: OID.commonName, value: "ӘУЕЗОВА ГҮЛНҰР", encoding: "utf8" }]),
  sequence(),
];
const SAN = { oid: OID.subjectAltName, critical: false, value: sequence(utf8String("root@example.kz")) };
const SMUGGLED = [
  basicConstraints({}),
  keyUsage("keyCertSign", "cRLSign"),
  extendedKeyUsage(OID.serverAuth),
  extendedKeyUsage(OID.clientAuth, ROLE_OIDS.firstHead),
  SAN,
];

const wish = fc.record({
  subject: fc.oneof({ weight: 3, arbitrary: fc.constant(SUBJECT) }, fc.constantFrom(...SUBJECTS)),
  folder: fc.option(fc.stringMatching(/^[A-Za-zҚқ:\\/ ]{1,40}$/), { nil: undefined }),
  printable: fc.boolean(),
  smuggled: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    fc.uniqueArray(fc.constantFrom(...SMUGGLED), { maxLength: 3 }),
  ),
  unstructuredName: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, fc.boolean()),
});
type Wish = typeof wish extends fc.Arbitrary<infer W> ? W : never;

function csrOf(key: TestKey, { subject, folder, printable, smuggled, unstructuredName }: Wish): Uint8Array {
  const storage = storageExtension({ type: STORAGE_OIDS.PERSONAL_COMPUTER, ...(folder !== undefined && { folder }) });
  const attributes = [
    sequence(
      oid(OID.challengePassword),
      set(printable ? printableString(NONCE.replaceAll("_", "-")) : utf8String(NONCE)),
    ),
    sequence(oid(OID.extensionRequest), set(sequence(...[storage, ...smuggled].map(encodeExtension)))),
    ...(unstructuredName ? [sequence(oid("1.2.840.113549.1.9.2"), set(utf8String("admin")))] : []),
  ];
  const info = sequence(integer(0), subject, key.spki, implicit(0, setOf(attributes)));
  const algorithm = key.kind === "EC-P256" ? "ECDSA-P256-SHA256" : "RSA-SHA256";
  return assembleCsr(info, algorithm, new Uint8Array(sign("sha256", info, key.privateKey)));
}

it.each([
  ["EC-P256", KEYS],
  ["RSA-2048", RSA],
] as const)(
  "B5: whatever a request for a %s key claims, it is refused or leads to the very same certificate",
  async (keyAlgorithm, keys) => {
    // one shard: by its serial, a certificate would name another one each time
    const authority = { ...(await testAuthority(await testHierarchy())), crlShards: 1 };
    const brought = { nonce: NONCE, storage: "PERSONAL_COMPUTER", keyAlgorithm } as const;
    const order: Omit<Order, "keys"> = {
      ...{ requestId: "request", template: "EMPLOYEE", storage: "PERSONAL_COMPUTER" },
      ...{ person: PERSON, organisation: COMPANY },
    };
    const contentsOf = async (AUTH: Uint8Array, SIGN: Uint8Array) =>
      (await preparePair(authority, { ...order, keys: { AUTH, SIGN } })).map(({ serial, tbs }) =>
        toHex(tbs).replace(serial, "00".repeat(serial.length / 2)),
      );
    const due = await contentsOf(keys.AUTH.spki, keys.SIGN.spki);
    let believed = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(wish, wish, async (auth, other) => {
        const csrs = { authCsr: csrOf(keys.AUTH, auth), signCsr: csrOf(keys.SIGN, other) };
        const verified = await verifyNewKeys(REGISTERED, { ...brought, ...csrs }, primitives).catch(
          (error: unknown) => error,
        );
        if (verified instanceof Error) {
          expect(verified).toHaveProperty("code");
          refused += 1;
          return;
        }
        const { authSpki, signSpki } = verified as Awaited<ReturnType<typeof verifyNewKeys>>;
        expect(await contentsOf(authSpki, signSpki)).toEqual(due);
        believed += 1;
      }),
      { numRuns: 150 },
    );
    expect([believed > 10, refused > 10]).toEqual([true, true]);
  },
);
