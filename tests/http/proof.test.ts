import { hash } from "node:crypto";
import { expect, it } from "vitest";
import { z } from "zod";
import { checkProof } from "#auditor/check-proof.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { formatVerifierKey } from "#pki/checkpoint.ts";
import { IssuanceProof } from "#portal/audit/log/contract.ts";
import { signCheckpoint } from "#portal/audit/log/sign-checkpoint.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { call, codeOf } from "#tests/support/visitor.ts";
import { holder, type TestHolder, type World, world } from "#tests/support/world.ts";

const serialOf = ({ certificates }: TestHolder) => parseCertificate(certificates.SIGN).serial;

async function proofOf(here: World, of: TestHolder, by: TestHolder = of) {
  return call(await signedIn(here, by), "GET /api/certificates/[serial]", {
    serial: serialOf(of),
    query: "?form=proof",
  });
}

it("F3: a holder takes along what proves to anybody that the certificate's issuance is in the log", async () => {
  const here = await world();
  const person = await holder(here);
  for (let others = 0; others < 3; others++) await holder(here);
  expect(codeOf(await proofOf(here, person))).toBe("PROOF_NOT_READY");
  await signCheckpoint(here.issuing);

  const answer = await proofOf(here, person);
  expect(answer.status).toBe(200);
  const text = JSON.stringify(answer.body);
  const { key } = here.issuing.logSigner;
  const certificate = hash("sha256", person.certificates.SIGN);
  expect(checkProof(text, key)).toMatchObject({ certificate, origin: key.name, event: { action: "request-issued" } });
  expect(formatVerifierKey(key)).toMatch(/^status\.tanba\.test\/log\+/);

  const proof = z.decode(IssuanceProof, JSON.parse(text));
  const change = (over: Partial<IssuanceProof>) => JSON.stringify(z.encode(IssuanceProof, { ...proof, ...over }));
  for (const changed of [
    change({ event: proof.event.replace("T06", "T07") }),
    change({ index: proof.index + 1 }),
    change({ path: proof.path.slice(1) }),
    change({ checkpoint: proof.checkpoint.replace(/^(.*)\n\d+/, "$1\n999") }),
    change({ certificate: hash("sha256", "another") }),
    text.replace("{", '{"more": 1, '),
  ]) {
    expect(() => checkProof(changed, key), changed).toThrow();
  }
});

it("F3: a proof names one event, and nothing of the others", async () => {
  const here = await world();
  const [person, other] = [await holder(here), await holder(here)];
  await signCheckpoint(here.issuing);
  const { body } = await proofOf(here, person);
  for (const theirs of [other.holderId, other.personId, hash("sha256", other.certificates.SIGN)]) {
    expect(JSON.stringify(body)).not.toContain(theirs);
  }
});

it("B8: another's proof is as one that is none", async () => {
  const here = await world();
  const [person, other] = [await holder(here), await holder(here)];
  await signCheckpoint(here.issuing);
  expect(codeOf(await proofOf(here, person, other))).toBe("NOT_FOUND");
});
