import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { expect, it, onTestFinished } from "vitest";
import { CaError } from "#ca/error.ts";
import { redeem } from "#ca/issue.ts";
import { requestNonce, SERVICE_PROFILES, type ServiceKind, serviceName } from "#ca/service/profiles.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { assembleCsr, buildCsrInfo } from "#pki/csr.ts";
import { STORAGE_OIDS } from "#pki/oid.ts";
import { openDatabase } from "#platform/database.ts";
import { issueServices } from "#portal/services/issue-services.ts";
import { askForCertificate } from "#status/keys/store.ts";
import { NOW } from "#tests/support/authority.ts";
import { holder, type World, world } from "#tests/support/world.ts";

const newKey = () => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const spkiOf = (key: KeyObject) => new Uint8Array(createPublicKey(key).export({ type: "spki", format: "der" }));

interface Csr {
  readonly key?: KeyObject;
  readonly spki?: Uint8Array;
  readonly nonce?: string;
  readonly subject?: Uint8Array;
}

/** A request as `status` makes it for `kind`, unless `how` says otherwise. */
function csrFor(kind: ServiceKind, { key = newKey(), spki, nonce, subject }: Csr = {}): Uint8Array<ArrayBuffer> {
  const info = buildCsrInfo({
    subject: subject ?? serviceName(SERVICE_PROFILES[kind]),
    spki: spki ?? spkiOf(key),
    nonce: nonce ?? requestNonce(kind),
    storage: { type: STORAGE_OIDS.PERSONAL_COMPUTER },
  });
  return assembleCsr(info, "ECDSA-P256-SHA256", sign("sha256", info, key));
}

/** A world, and the right that `status` has in it. */
async function authority() {
  const here = await world();
  const db = openDatabase(here.database.urlAs("status"), { max: 1 });
  onTestFinished(() => db.$disconnect());
  const ask = (kind: ServiceKind, csr: Uint8Array<ArrayBuffer>) => askForCertificate(db, kind, csr);
  const rows = () => here.owner.serviceCertificate.findMany({ orderBy: [{ askedAt: "asc" }, { voidedAt: "asc" }] });
  const told = async () =>
    (
      await here.owner.auditEvent.findMany({ where: { action: { startsWith: "service-" } }, orderBy: { seq: "asc" } })
    ).map(({ action, facts }) => [action, facts]);
  const signatures = async () =>
    (await rows()).map(({ serial }) => (serial ? here.authority.journal.find(serial)?.kind : undefined));
  return { here, ask, rows, told, signatures };
}

/** The worker with a signer that behaves otherwise. */
const withSigner = (here: World, signer: Partial<World["authority"]["signer"]>): World["issuing"] => ({
  ...here.issuing,
  authority: { ...here.authority, signer: { ...here.authority.signer, ...signer } },
});

const lost = async (): Promise<never> => {
  throw new CaError("SIGNER_UNAVAILABLE", "no answer");
};

it("C4, F1: what is issued is what was on record, each step with its word in the audit", async () => {
  const { here, ask, rows, told } = await authority();
  await ask("OCSP", csrFor("OCSP"));
  await issueServices(here.issuing);
  const [row] = await rows();
  const { serial, tbs, notBefore, notAfter } = parseCertificate(row?.der ?? new Uint8Array());
  expect(row).toMatchObject({ kind: "OCSP", serial, tbs: new Uint8Array(tbs), notBefore, notAfter, issuedAt: NOW });
  expect(row?.issuerId).toBe(here.authority.issuer.id);
  expect(notAfter.getTime() - notBefore.getTime()).toBe(30 * 86_400_000 - 1000);
  expect(await told()).toEqual([
    ["service-issuing", { kind: "OCSP", serial }],
    ["service-issued", { kind: "OCSP", serial }],
  ]);
});

it("C3: the same request again, and the job again, issue nothing more", async () => {
  const { here, ask, rows } = await authority();
  const csr = csrFor("TSA");
  await ask("TSA", csr);
  await Promise.all([issueServices(here.issuing), issueServices(here.issuing)]);
  const before = await rows();
  await ask("TSA", csr);
  await issueServices(here.issuing);
  expect(await rows()).toEqual(before);
  expect(before).toHaveLength(1);
});

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;

it.each<readonly [code: string, what: string, csr: () => Uint8Array<ArrayBuffer>]>([
  ["CSR_MALFORMED", "what is no request", () => Uint8Array.of(0x30, 0)],
  ["SIGNATURE_INVALID", "a request with somebody else's key", () => csrFor("OCSP", { spki: spkiOf(newKey()) })],
  ["CONTENT_DIFFERS", "a request for another service", () => csrFor("TSA")],
  ["CONTENT_DIFFERS", "another service's word", () => csrFor("OCSP", { nonce: requestNonce("TSA") })],
  ["CONTENT_DIFFERS", "another name", () => csrFor("OCSP", { subject: serviceName(SERVICE_PROFILES.TSA) })],
  ["KEY_REFUSED", "an RSA key", () => csrFor("OCSP", { spki: spkiOf(rsa) })],
])("B1, B3: refuses with %s %s, and the key is not asked", async (code, _, csr) => {
  const { here, ask, rows, told } = await authority();
  await ask("OCSP", csr());
  await issueServices(withSigner(here, { sign: lost, void: lost }));
  expect(await rows()).toMatchObject([{ refusedFor: code, tbs: null, der: null }]);
  expect(await told()).toEqual([["service-refused", { kind: "OCSP", code }]]);
});

it("B2: a key that a person or a service has brought before is refused", async () => {
  const { here, ask, rows } = await authority();
  const person = await holder(here);
  const key = newKey();
  await ask("OCSP", csrFor("OCSP", { key }));
  await ask("TSA", csrFor("TSA", { key }));
  const persons = person.keys.AUTH.privateKey;
  await ask("DIRECTORY", csrFor("DIRECTORY", { key: persons, spki: person.keys.AUTH.spki }));
  await issueServices(here.issuing);
  const outcome = (await rows()).map(({ kind, refusedFor, der }) => [kind, refusedFor, der !== null]);
  expect(outcome.toSorted()).toEqual([
    ["DIRECTORY", "KEY_REUSED", false],
    ["OCSP", null, true],
    ["TSA", "KEY_REUSED", false],
  ]);
});

it("C8: an answer that was lost is asked for again, and gives the same certificate", async () => {
  const { here, ask, rows, signatures } = await authority();
  await ask("OCSP", csrFor("OCSP"));
  const signAndLose = withSigner(here, {
    sign: async (orders) => {
      await here.authority.signer.sign(orders);
      return lost();
    },
  });
  await expect(issueServices(signAndLose)).toRejectWithCode("SIGNER_UNAVAILABLE");
  expect(await rows()).toMatchObject([{ der: null }]);
  await issueServices(here.issuing);
  expect(await rows()).toMatchObject([{ voidedAt: null, der: expect.any(Uint8Array) }]);
  expect(await signatures()).toEqual(["SIGNATURE"]);
});

it("C3, C8: what was signed and lost for too long is stored, what was not is buried and asked for anew", async () => {
  const { here, ask, rows, signatures, told } = await authority();
  const [signed, unsigned] = [csrFor("OCSP"), csrFor("TSA")];
  await ask("OCSP", signed);
  await ask("TSA", unsigned);
  const dying = withSigner(here, { sign: lost });
  await expect(issueServices(dying)).toRejectWithCode("SIGNER_UNAVAILABLE");
  const [intent] = await here.owner.serviceCertificate.findMany({ where: { kind: "OCSP" } });
  await redeem(here.authority, [{ serial: intent?.serial ?? "", tbs: intent?.tbs ?? new Uint8Array() }]);
  here.clock.set(new Date(NOW.getTime() + 120_000));

  await issueServices(here.issuing);
  expect((await rows()).map(({ kind, der, voidedAt }) => [kind, der !== null, voidedAt !== null]).toSorted()).toEqual([
    ["OCSP", true, false],
    ["TSA", false, true],
  ]);
  await ask("TSA", unsigned);
  await issueServices(here.issuing);
  expect((await signatures()).toSorted()).toEqual(["SIGNATURE", "SIGNATURE", "TOMBSTONE"]);
  const actions = (await told()).map(([action]) => action);
  expect(actions.filter((action) => action === "service-issued")).toHaveLength(2);
  expect(actions.filter((action) => action === "service-voided")).toHaveLength(1);
  expect(actions).toHaveLength(6);
});

it("C8: what the signer refuses for ever is buried, told once, and not taken again", async () => {
  const { here, ask, rows } = await authority();
  const csr = csrFor("TSA");
  await ask("TSA", csr);
  const refusing = withSigner(here, {
    sign: async () => {
      throw new CaError("SIGNER_REFUSED", "service-name", { rule: "service-name" });
    },
  });
  await issueServices(refusing);
  await ask("TSA", csr);
  await issueServices(here.issuing);
  expect(await rows()).toMatchObject([{ refusedFor: "SIGNER_REFUSED", voidedAt: NOW, der: null }]);
});

it("C1: one order that fails keeps no other waiting", async () => {
  const { here, ask, rows } = await authority();
  await ask("OCSP", csrFor("OCSP"));
  await ask("TSA", csrFor("TSA"));
  const { sign: really } = here.authority.signer;
  let first = true;
  const wrongOnce = withSigner(here, {
    sign: async (orders) => {
      const signatures = await really(orders);
      if (!first) return signatures;
      first = false;
      return signatures.map((signature) => signature.with(-1, (signature.at(-1) ?? 0) ^ 1));
    },
  });
  await expect(issueServices(wrongOnce)).toRejectWithCode("SIGNER_ANSWER_WRONG");
  expect((await rows()).filter(({ der }) => der !== null)).toHaveLength(1);
  await issueServices(here.issuing);
  expect((await rows()).filter(({ der }) => der !== null)).toHaveLength(2);
});
