import { join } from "node:path";

/** Where an auditor finds what is kept outside the register, unless told otherwise. */
export const pathsIn = (home: string) => ({
  verifierKey: join(home, "authority", "checkpoint.vkey"),
  checkpoints: join(home, "checkpoints", "checkpoints.txt"),
  givenUp: join(home, "checkpoints", "given-up.jsonl"),
  journal: join(home, "signer", "journal.jsonl"),
  /** Of PostgreSQL of our own, while it runs. */
  ownerUrl: join(home, "secrets", "owner-url"),
  auditorUrl: join(home, "secrets", "auditor-url"),
});
