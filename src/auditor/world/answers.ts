import { randomBytes } from "node:crypto";
import { equalBytes } from "#pki/bytes.ts";
import { type Certificate, parseCertificate } from "#pki/certificate.ts";
import { askAbout, verifyAnswer } from "#pki/ocsp-client.ts";
import { nodePrimitives } from "#platform/node-primitives.ts";
import type { Promised, World } from "./world.ts";

/** Of very many certificates so many are asked about, the newest: each answer takes a signature. */
const MOST = 2000;

interface Row {
  readonly serial: string;
  readonly der: Buffer;
  readonly is_revoked: boolean;
}

/** OCSP answers for what was issued, as the register has it, and is asked as everybody asks it. */
export const OF_ANSWERS: Promised = {
  ...{
    id: "D5",
    what: `OCSP answers for every certificate, of more than ${MOST} for the newest, and says what the register says`,
  },
  async look(world) {
    const { rows } = await world.client.query<Row>(
      `SELECT serial, der, revoked_at IS NOT NULL OR EXISTS (SELECT FROM revocation_order o
         WHERE o.certificate_id = c.id AND o.done_at IS NULL AND o.reason IS NOT NULL) AS is_revoked
       FROM certificate c WHERE not_after > $1 ORDER BY id DESC LIMIT ${MOST}`,
      [world.now],
    );
    const violations: string[] = [];
    for (const { serial, der, is_revoked } of rows) {
      const told = await ask(world, parseCertificate(der)).catch(() => "nothing to be believed");
      const due = is_revoked ? "revoked" : "good";
      if (told !== due) violations.push(`${serial}: ${told}, and ${due} in the register`);
    }
    return { count: rows.length, violations };
  },
};

async function ask({ anchors, askOcsp, now }: World, certificate: Certificate): Promise<string> {
  const issuer = anchors.intermediates.find(({ subject }) => equalBytes(subject, certificate.issuer));
  if (!issuer) return "of another issuer";
  const question = await askAbout(certificate, issuer, { primitives: nodePrimitives, nonce: randomBytes(32) });
  const answer = await verifyAnswer(await askOcsp(question.der), question, { issuer, primitives: nodePrimitives, now });
  return answer.status.type;
}
