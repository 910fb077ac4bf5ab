import { createPublicKey, verify } from "node:crypto";
import { expect, it, vi } from "vitest";
import { confirmFirstInstalled, fetchFirstPair } from "#browser/ceremonies/first-install.ts";
import { beginFirstKeys } from "#browser/ceremonies/first-keys.ts";
import { findWaitingKeys, makeKeyFiles } from "#browser/ceremonies/install.ts";
import { openKeyFiles } from "#browser/keystore/key-session.ts";
import { webPrimitives } from "#browser/web-primitives.ts";
import { toBase64 } from "#pki/bytes.ts";
import { verifyCsr } from "#pki/csr.ts";
import { possessionText } from "#portal/documents/contract.ts";
import { Possession, SubmitFirstKeys } from "#portal/first-keys/contract.ts";
import { NEW_PASSWORD } from "../test-keys.ts";
import { asFile, NONCE, NUMBER, ORIGIN, visit } from "./visit.ts";

// what the full number of rounds is worth is proved where key files are written; here they would only take time
vi.mock(import("#pki/pbes2.ts"), async (original) => ({ ...(await original()), PBKDF2_ITERATIONS: 1_000 }));

const { keys, store, sent, answers, bodyFor } = visit();

const CERTIFICATES = `/api/first-keys/${NUMBER}/certificates`;
const INSTALLATION = `/api/first-keys/${NUMBER}/installation`;
const refusing = (status: number, code: string) => () => Response.json({ code }, { status });

/** A browser that has asked for first keys: what it sent, and the keys that wait in it. */
async function applied() {
  answers.set("/api/first-keys", () => Response.json({ number: NUMBER, state: "SUBMITTED" }, { status: 201 }));
  const { finish } = await beginFirstKeys({
    ...{ asked: { capacity: "INDIVIDUAL", iin: "970214499183" }, question: "01900000-0000-7000-8000-000000000000" },
    ...{ storage: "PERSONAL_COMPUTER", keyAlgorithm: "EC-P256", language: "en" },
  });
  await finish();
  const { authCsr, signCsr } = SubmitFirstKeys.parse(bodyFor("/api/first-keys"));
  const waiting = await findWaitingKeys(NUMBER);
  if (!waiting) throw new Error("no waiting keys");
  return { authCsr, signCsr, waiting };
}

/** The pair as the server hands it out. */
function pairOf({ authCsr, signCsr }: Pick<Awaited<ReturnType<typeof applied>>, "authCsr" | "signCsr">) {
  const { roots, issuing } = keys.anchors;
  const pair = { auth: keys.answer("AUTH", authCsr), sign: keys.answer("SIGN", signCsr) };
  const chain = { issuer: issuing[0] ?? new Uint8Array(), root: roots[0] ?? new Uint8Array() };
  const wire = Object.entries({ ...pair, ...chain }).map(([name, der]) => [name, toBase64(der)]);
  return () => Response.json(Object.fromEntries(wire));
}

it("proves by the waiting key that it holds it, fetches both, and lets the waiting keys go last", async () => {
  const { waiting, ...csrs } = await applied();
  answers.set(CERTIFICATES, pairOf(csrs));
  const files = await makeKeyFiles({ number: NUMBER, waiting, password: NEW_PASSWORD, fetchPair: fetchFirstPair });
  const { keys: opened } = await openKeyFiles(files.map(asFile), NEW_PASSWORD);
  expect(opened.map(({ purpose }) => purpose)).toEqual(["SIGN_IN", "SIGNING"]);

  for (const [status, code] of [
    [500, "INTERNAL"],
    [409, "CERTIFICATES_NOT_ISSUED"],
  ] as const) {
    answers.set(INSTALLATION, refusing(status, code));
    await expect(confirmFirstInstalled(waiting)).toRejectWithCode(code);
    expect(store.records.size, code).toBe(1);
  }
  answers.delete(INSTALLATION);
  await confirmFirstInstalled(waiting);
  expect(store.records.size).toBe(0);

  const { spki } = await verifyCsr(csrs.authCsr, { primitives: webPrimitives });
  const key = createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" });
  for (const [path, act] of [
    [CERTIFICATES, "certificates"],
    [INSTALLATION, "installed"],
  ] as const) {
    const { signature, nonce } = Possession.parse(bodyFor(path));
    const text = possessionText({ origin: ORIGIN, nonce: NONCE, number: NUMBER, act });
    expect(nonce).toBe(NONCE);
    expect(verify("sha256", Buffer.from(text), key, signature), act).toBe(true);
  }
});

it("H6: puts no certificate of another key into a first key file, and keeps what waits", async () => {
  const other = await applied();
  const answer = pairOf(other);
  const { waiting } = await applied();
  answers.set(CERTIFICATES, answer);
  const made = makeKeyFiles({ number: NUMBER, waiting, password: NEW_PASSWORD, fetchPair: fetchFirstPair });
  await expect(made).toRejectWithCode("CERTIFICATE_DIFFERS");
  expect(store.records.size).toBe(1);
});

it("proves nothing about another request, without a challenge, or to a server that makes no sense", async () => {
  const { waiting } = await applied();
  const sentBefore = sent.length;
  await expect(fetchFirstPair({ ...waiting, number: "Z".repeat(13) })).toRejectWithCode("WAITING_KEYS_DIFFER");
  const challenge = answers.get("/api/challenges") ?? refusing(500, "INTERNAL");
  answers.set("/api/challenges", refusing(429, "TOO_MANY_REQUESTS"));
  await expect(fetchFirstPair(waiting)).toRejectWithCode("TOO_MANY_REQUESTS");
  answers.set("/api/challenges", challenge);
  expect(sent.slice(sentBefore).filter(({ path }) => path !== "/api/challenges")).toEqual([]);

  for (const [answer, code] of [
    [refusing(404, "NOT_FOUND"), "NOT_FOUND"],
    [() => Response.json({ auth: "AA==" }), "INTERNAL"],
    [() => new Response("<html>"), "INTERNAL"],
  ] as const) {
    answers.set(CERTIFICATES, answer);
    await expect(fetchFirstPair(waiting)).toRejectWithCode(code);
    expect(store.records.size).toBe(1);
  }
});
