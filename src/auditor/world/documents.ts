import { parseDocument } from "#pki/signed-document.ts";
import { nodePrimitives } from "#platform/node-primitives.ts";
import { verifyStored } from "#portal/documents/verify-stored.ts";
import type { Promised, World } from "./world.ts";

interface Row {
  readonly number: string;
  readonly text: string;
  readonly cms: Buffer;
  readonly der: Buffer;
  readonly at: Date;
}

const DOCUMENTS =
  "d.text, d.cms, c.der, d.signed_at AS at FROM signed_document d JOIN certificate c ON c.id = d.certificate_id";

async function unproved({ client, anchors }: World, sql: string, purposes: readonly string[]) {
  const { rows } = await client.query<Row>(sql);
  const violations: string[] = [];
  for (const { number, text, cms, der, at } of rows) {
    const document = { text, cms: new Uint8Array(cms), signerDer: new Uint8Array(der) };
    const verified = await verifyStored({ anchors, primitives: nodePrimitives }, document, { at, slot: "SIGN" }).then(
      () => isAbout(text, number, purposes),
      () => false,
    );
    if (!verified) violations.push(number);
  }
  return { count: rows.length, violations };
}

function isAbout(text: string, number: string, purposes: readonly string[]): boolean {
  const { purpose, fields } = parseDocument(text);
  return fields.get("number") === number && purposes.includes(purpose);
}

/** The promises that signatures of people keep: each is proved anew, as whoever was given only the papers would. */
export const OF_DOCUMENTS: readonly Promised[] = [
  {
    ...{
      id: "C6",
      what: "nothing was issued that its holder did not sign for, nor without as many senior managers as are needed",
    },
    async look(world) {
      const { rows } = await world.client.query<[string]>({
        rowMode: "array",
        text: `SELECT number FROM key_request r WHERE state IN ('ISSUED', 'INSTALLED') AND confirmation = 'SENIOR_MANAGER'
          AND confirmations_needed > (SELECT count(DISTINCT a.person_id) FROM decision d JOIN holder a ON a.id = d.approver_holder_id
            WHERE d.request_id = r.id AND d.revision = r.revision AND d.verdict = 'CONFIRM')`,
      });
      const signed = await unproved(
        world,
        `SELECT r.number, ${DOCUMENTS} JOIN key_request r ON r.document_id = d.id
         WHERE r.state IN ('ISSUED', 'INSTALLED')`,
        ["reissue"],
      );
      return { count: signed.count, violations: [...signed.violations, ...rows.map(([number]) => number)] };
    },
  },
  {
    ...{ id: "B14", what: "every word of a senior manager is signed, and names the request" },
    look: (world) =>
      unproved(
        world,
        `SELECT r.number, ${DOCUMENTS} JOIN decision w ON w.document_id = d.id JOIN key_request r ON r.id = w.request_id`,
        ["confirm", "refuse"],
      ),
  },
  {
    ...{
      id: "B20",
      what: "no first keys were issued without as many operators as are needed, and every word of theirs is signed",
    },
    async look(world) {
      const { rows } = await world.client.query<[string]>({
        rowMode: "array",
        text: `SELECT number FROM key_request r WHERE state IN ('ISSUED', 'INSTALLED') AND confirmation = 'REGISTRATION_CENTRE'
          AND CASE WHEN organisation_id IS NULL THEN 1 ELSE 2 END > (SELECT count(DISTINCT h.person_id) FROM centre_decision d
            JOIN holder h ON h.id = d.operator_holder_id
            WHERE d.request_id = r.id AND d.revision = r.revision AND d.verdict = 'CONFIRM')`,
      });
      const signed = await unproved(
        world,
        `SELECT r.number, ${DOCUMENTS} JOIN centre_decision w ON w.document_id = d.id JOIN key_request r ON r.id = w.request_id`,
        ["confirm-first-keys", "refuse-first-keys"],
      );
      return { count: signed.count, violations: [...signed.violations, ...rows.map(([number]) => number)] };
    },
  },
];
