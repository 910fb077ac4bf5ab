import { hash } from "node:crypto";
import { parseCertificate } from "#pki/certificate.ts";
import type { JournalEntry } from "#signer/journal-entry.ts";
import type { Promised, World } from "./world.ts";

type Signed = Extract<JournalEntry, { kind: "SIGNATURE" }>;

const signedIn = ({ journal }: World) => journal.filter((entry): entry is Signed => entry.kind === "SIGNATURE");

/** So long an intent may wait for its certificate: the worker comes back each minute. */
const PATIENCE_MS = 5 * 60_000;

/** Every certificate in the register, of people and of services, by its serial. */
async function stored({ client }: World): Promise<ReadonlyMap<string, Buffer>> {
  const { rows } = await client.query<{ serial: string; der: Buffer }>(
    "SELECT serial, der FROM certificate UNION ALL SELECT serial, der FROM service_certificate WHERE der IS NOT NULL",
  );
  return new Map(rows.map(({ serial, der }) => [serial, der]));
}

/** The promises that the signer's journal and the register keep together. */
export const OF_THE_JOURNAL: readonly Promised[] = [
  {
    ...{ id: "C8", what: "no signature without its certificate, and none without a line in the journal" },
    async look(world) {
      const [certificates, signed] = [await stored(world), signedIn(world)];
      const orphans = signed.filter(({ serial, at }) => {
        const isLate = world.now.getTime() - new Date(at).getTime() > PATIENCE_MS;
        return isLate && !certificates.has(serial);
      });
      const known = new Set(signed.map(({ serial }) => serial));
      const unsigned = [...certificates.keys()].filter((serial) => !known.has(serial));
      return { count: signed.length, violations: [...orphans.map(({ serial }) => serial), ...unsigned] };
    },
  },
  {
    ...{ id: "C14", what: "the journal holds each serial once, and the very bytes that the register has" },
    async look(world) {
      const certificates = await stored(world);
      const seen = new Set<string>();
      const violations = world.journal.flatMap((entry) => {
        if (!("serial" in entry)) return [];
        const isTwice = seen.has(entry.serial);
        seen.add(entry.serial);
        const der = certificates.get(entry.serial);
        return isTwice || (der && !isOf(entry, der)) ? [entry.serial] : [];
      });
      return { count: world.journal.length, violations };
    },
  },
];

function isOf(entry: JournalEntry, der: Buffer): boolean {
  const { tbs, signature } = parseCertificate(der);
  return (
    entry.kind === "SIGNATURE" &&
    entry.tbsSha256 === hash("sha256", tbs) &&
    entry.signature === Buffer.from(signature).toString("base64")
  );
}
