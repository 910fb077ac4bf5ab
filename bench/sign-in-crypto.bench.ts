import { randomBytes } from "node:crypto";
import { toBase64Url } from "#pki/bytes.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { signerOf, verifyDetached } from "#pki/cms.ts";
import { verifyPath } from "#pki/path.ts";
import { signInText } from "#portal/documents/contract.ts";
import { cmsOver } from "#tests/support/people.ts";
import { bareVerifications } from "./bare-signatures.ts";
import type { Bench } from "./bench.ts";
import { newKeysOf } from "./new-keys.ts";
import { enterOrganisation } from "./people.ts";
import { ratePerSecond } from "./rate-per-second.ts";
import { ORIGIN, openSite } from "./site.ts";

const PEOPLE = 100;

export const bench: Bench = {
  name: "Proof of a sign-in without the register: CMS, certificate, path, as signIn asks for them; RSA-2048 keys",
  goal: "it holds one RSA-2048 and one P-256 verification: 1 / (1/RSA + 1/P-256) is the limit of the arithmetic",
  async setUp() {
    const site = await openSite({ connections: 1 });
    const { employees } = await enterOrganisation(site, newKeysOf("RSA-2048"), PEOPLE);
    const { anchors, primitives } = site.web;
    const expiresAt = new Date().toISOString();
    const signed = employees.map(({ keys, authCertificate: der }) => {
      const text = signInText({ origin: ORIGIN, nonce: toBase64Url(randomBytes(32)), language: "kk", expiresAt });
      return { text, der, cms: cmsOver(text, keys.AUTH, der, new Date()) };
    });
    await site.close();
    let next = 0;

    async function prove(): Promise<void> {
      const one = signed[next++ % signed.length];
      if (!one) throw new RangeError("nobody signed");
      signerOf(one.cms);
      const certificate = parseCertificate(one.der);
      const content = new TextEncoder().encode(one.text);
      await verifyDetached(one.cms, { content, certificate, primitives });
      await verifyPath(parseCertificate(one.der), anchors, { at: new Date(), purpose: "SIGN_IN", primitives });
    }

    return {
      subject: { name: "sign-ins proved, one core", perSecond: () => ratePerSecond(prove) },
      yardsticks: [bareVerifications("RSA-2048"), bareVerifications("P-256")],
    };
  },
};
