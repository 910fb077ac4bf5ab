import { createHash } from "node:crypto";
import { parseDocument } from "#pki/signed-document.ts";
import { nodePrimitives } from "#platform/node-primitives.ts";
import type { Template } from "#platform/prisma/enums.ts";
import { verifyStored } from "#portal/documents/verify-stored.ts";
import { relationTo } from "#portal/revocation/relation-to.ts";
import { may } from "#portal/staff/roles.ts";
import type { Promised, World } from "./world.ts";

/** A document, with whoever signed it. */
interface Signed {
  readonly text: string;
  readonly cms: Buffer;
  readonly der: Buffer;
  readonly slot: "AUTH" | "SIGN";
  readonly at: Date;
  readonly personId: string;
  readonly organisationId: string | null;
  readonly template: Template;
}

/** What was done to a certificate, and on whose word. */
interface Row extends Signed {
  readonly serial: string;
  readonly reason: string | null;
  readonly holderPersonId: string;
  readonly holderOrganisationId: string | null;
  /** Of an order of the authority, what the first of the two signed. */
  readonly first: string | null;
}

const SIGNED = `d.text, d.cms, d.signed_at AS at, s.der, s.slot::text, sh.person_id AS "personId",
  sh.organisation_id AS "organisationId", sh.template::text`;
const SIGNERS = "JOIN certificate s ON s.id = d.certificate_id JOIN holder sh ON sh.id = s.holder_id";

const DONE = `SELECT ${SIGNED}, c.serial, o.reason::text, h.person_id AS "holderPersonId",
    h.organisation_id AS "holderOrganisationId", a.document_id AS first
  FROM revocation_order o JOIN signed_document d ON d.id = o.document_id ${SIGNERS}
    JOIN certificate c ON c.id = o.certificate_id JOIN holder h ON h.id = c.holder_id
    LEFT JOIN authority_order a ON a.decision_id = d.id
  WHERE o.outcome = 'APPLIED'`;

/** Of what nobody signed for: a pair that was replaced, one that was never to be used, and what a demonstration begins with. */
const UNSIGNED = `SELECT c.serial FROM certificate c JOIN key_request r ON r.id = c.request_id
  WHERE c.revoked_at IS NOT NULL
    AND NOT EXISTS (SELECT FROM revocation_order o WHERE o.certificate_id = c.id AND o.outcome = 'APPLIED' AND o.reason IS NOT NULL)
    AND NOT (c.revocation_reason = 'SUPERSEDED' AND EXISTS (SELECT FROM certificate p JOIN key_request n ON n.replaces_id = p.id
      WHERE p.request_id = c.request_id AND n.state = 'INSTALLED'))
    AND NOT (c.revocation_reason = 'CESSATION_OF_OPERATION' AND r.state = 'REJECTED')
    AND NOT (r.confirmation = 'DEMONSTRATION' AND c.revoked_at < c.issued_at + interval '5 minutes')`;

/** Proved anew from the papers, as whoever was given nothing else would. */
export const OF_REVOCATIONS: Promised = {
  ...{
    id: "D4",
    what: "every revocation rests on its holder's, the senior manager's or two staff members' signatures, or on policy",
  },
  async look(world) {
    const { rows } = await world.client.query<Row>(DONE);
    const violations: string[] = [];
    for (const row of rows) {
      const holds = await rests(world, row).catch(() => false);
      if (!holds) violations.push(row.serial);
    }
    const unsigned = await world.client.query<[string]>({ text: UNSIGNED, rowMode: "array" });
    return { count: rows.length, violations: [...violations, ...unsigned.rows.map(([serial]) => serial)] };
  },
};

async function rests(world: World, row: Row): Promise<boolean> {
  const { purpose, fields } = parseDocument(row.text);
  const lines = [...fields].filter(([key]) => /^certificate(-\d\d)?$/.test(key)).map(([, line]) => line);
  const isAbout =
    lines.some((line) => line.startsWith(`${row.serial}, `)) && (fields.get("reason") ?? null) === row.reason;
  if (!isAbout || !(await isSigned(world, row))) return false;
  if (purpose === "approve-order") return isOrderedByTwo(world, row, fields);
  const holder = { personId: row.holderPersonId, organisationId: row.holderOrganisationId };
  const relation = relationTo(row, holder);
  return (
    ["revoke", "release"].includes(purpose) && (relation === "OWN" || (relation === "STAFF" && row.slot === "SIGN"))
  );
}

/** What belongs to each signer alone; in all the rest both texts are the same. */
const OWN_PART = ["origin", "nonce", "language", "statement", "order"];

async function isOrderedByTwo(world: World, row: Row, fields: ReadonlyMap<string, string>): Promise<boolean> {
  const { rows } = await world.client.query<Signed>(
    `SELECT ${SIGNED} FROM signed_document d ${SIGNERS} WHERE d.id = $1`,
    [row.first],
  );
  const [first] = rows;
  if (!first || first.personId === row.personId || !(await isSigned(world, first))) return false;
  const ordered = parseDocument(first.text);
  const shared = (of: ReadonlyMap<string, string>) =>
    JSON.stringify([...of].filter(([key]) => !OWN_PART.includes(key)).toSorted());
  return (
    ordered.purpose === "order" &&
    shared(ordered.fields) === shared(fields) &&
    fields.get("order") === createHash("sha256").update(first.text).digest("hex") &&
    [first, row].every(({ slot }) => slot === "SIGN") &&
    may(first, "orderRevocation") &&
    may(row, "approveOrder")
  );
}

async function isSigned({ anchors }: World, { text, cms, der, at, slot }: Signed): Promise<boolean> {
  const document = { text, cms: new Uint8Array(cms), signerDer: new Uint8Array(der) };
  return verifyStored({ anchors, primitives: nodePrimitives }, document, { at, slot }).then(
    () => true,
    () => false,
  );
}
