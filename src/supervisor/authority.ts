import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { recordAuthority } from "#ca/store.ts";
import { addCheckpointKey } from "#ceremony/add-checkpoint-key.ts";
import { makeHierarchy } from "#ceremony/make-hierarchy.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { systemClock } from "#platform/clock.ts";
import { openDatabase } from "#platform/database.ts";

interface NewAuthority {
  /** The folder of the ceremony. */
  readonly dir: string;
  readonly statusUrl: string;
  readonly passphrase: (key: "root" | "issuing") => string;
  readonly by: string;
}

/** Sees to it that there is an authority: holds the ceremony when there is none, and puts it on record as the owner. */
export async function ensureAuthority({ dir, by, ...ceremony }: NewAuthority, ownerUrl: string): Promise<void> {
  if (!existsSync(join(dir, "issuing.cer"))) {
    await makeHierarchy({ ...ceremony, dir, by: [by], now: systemClock.now() });
  }
  const { statusUrl, passphrase } = ceremony;
  await addCheckpointKey({ dir, statusUrl, passphrase: () => passphrase("issuing"), now: systemClock.now() });
  const read = (name: string) => new Uint8Array(readFileSync(join(dir, name)));
  const db = openDatabase(ownerUrl, { max: 1 });
  try {
    await recordAuthority(db, {
      root: parseCertificate(read("root.cer")),
      issuing: parseCertificate(read("issuing.cer")),
      rootCrl: read("root.crl"),
    });
  } finally {
    await db.$disconnect();
  }
}
