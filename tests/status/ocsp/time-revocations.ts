import { revokeCertificate } from "#ca/revocation/store.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { holder, type World } from "#tests/support/world.ts";
import { eventually } from "../start-status.ts";
import { askLive } from "./ask-live.ts";

export interface RevocationTimes {
  /** How many were seen, and in how many the very first answer after the commit said so. */
  readonly seen: number;
  readonly atOnce: number;
  readonly medianMs: number;
  readonly worstMs: number;
}

/** Revokes certificates one after the other, and asks from each commit on until the answer is *revoked*. */
export async function timeRevocations(here: World, url: string, count: number): Promise<RevocationTimes> {
  const issuer = here.authority.issuer.certificate;
  const times: number[] = [];
  let atOnce = 0;
  for (let i = 0; i < count; i += 2) {
    const { certificates } = await holder(here);
    for (const der of [certificates.AUTH, certificates.SIGN]) {
      const { serial } = parseCertificate(der);
      const ask = () => askLive(url, issuer, serial, { kept: true });
      await eventually(ask, (one) => one?.status === "good");
      const { id: certificateId } = await here.owner.certificate.findFirstOrThrow({ where: { serial } });
      await here.issuing.db.$transaction((tx) =>
        revokeCertificate(tx, { certificateId, reason: "SUPERSEDED", at: new Date() }),
      );
      const committed = performance.now();
      const first = await ask();
      if (first?.status === "revoked") atOnce++;
      const last = first?.status === "revoked" ? first : await eventually(ask, (one) => one?.status === "revoked");
      if (last?.status === "revoked") times.push(performance.now() - committed);
    }
  }
  times.sort((a, b) => a - b);
  return { seen: times.length, atOnce, medianMs: times[times.length >> 1] ?? 0, worstMs: times.at(-1) ?? 0 };
}
