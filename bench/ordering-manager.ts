import { randomBytes } from "node:crypto";
import { toBase64Url } from "#pki/bytes.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { revokeText, signInText } from "#portal/documents/contract.ts";
import { certificateFacts } from "#portal/revocation/certificate-facts.ts";
import { orderRevocation } from "#portal/revocation/order-revocation.ts";
import { askChallenge } from "#portal/sign-in/ask-challenge.ts";
import { findActor } from "#portal/sign-in/find-actor.ts";
import { signIn } from "#portal/sign-in/sign-in.ts";
import { cmsOver } from "#tests/support/people.ts";
import { type Person, sha256 } from "./people.ts";
import { ORIGIN, type Site } from "./site.ts";

/** A senior manager who has signed in, and orders employees' signing certificates to be revoked, as `web` takes it. */
export async function orderingManager(site: Site, manager: Person): Promise<(employee: Person) => Promise<void>> {
  const { web } = site;
  const browser = toBase64Url(randomBytes(32));
  const common = { origin: ORIGIN, language: "kk" as const };
  const { nonce, expiresAt } = await askChallenge(web, { browser, actor: null }, "SIGN_IN");
  const cms = cmsOver(
    signInText({ ...common, nonce, expiresAt }),
    manager.keys.AUTH,
    manager.authCertificate,
    new Date(),
  );
  const from = { browser, known: browser, userAgent: null };
  const actor = await findActor(web, await signIn(web, from, { nonce, language: "kk", cms }));
  if (!actor) throw new Error("the manager is not signed in");

  return async (employee) => {
    const { serial } = parseCertificate(employee.signCertificate.der);
    const asked = await askChallenge(web, { browser, actor }, "REVOKE");
    const order = { nonce: asked.nonce, language: "kk" as const, reason: "SUPERSEDED" as const };
    const certificates = [certificateFacts({ ...employee, serial, slot: "SIGN" })];
    const text = revokeText({ ...common, ...order, certificates });
    const code = await typedCode(site, manager, text);
    const signed = cmsOver(text, manager.keys.SIGN, manager.signCertificate.der, new Date());
    await orderRevocation(web, actor, { ...order, serials: [serial], cms: signed, browser, code });
  };
}

/** A code that has come by phone, for this text. */
async function typedCode({ owner }: Site, { holderId }: Person, text: string) {
  const digits = "123456";
  const salt = Uint8Array.from(randomBytes(16));
  const hash = sha256(Buffer.concat([salt, Buffer.from(digits)]));
  const sent = { sentAt: new Date(), channel: "SMS", sentTo: "+7", codeSalt: salt, codeHash: hash } as const;
  const asked = { holderId, purpose: "REVOKE", wanted: "SMS", textSha256: sha256(Buffer.from(text)) } as const;
  const expiresAt = new Date(Date.now() + 300_000);
  const { id } = await owner.stepUp.create({ data: { ...asked, ...sent, expiresAt }, select: { id: true } });
  return { id, digits };
}
