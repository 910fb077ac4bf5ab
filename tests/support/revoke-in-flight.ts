import { randomInt } from "node:crypto";
import { issueConfirmed } from "#portal/requests/issue-confirmed.ts";
import { applyOrders } from "#portal/revocation/apply-orders.ts";
import { submit } from "./reissue.ts";
import { named, revocationBody } from "./revocation.ts";
import { signedIn } from "./sign-in.ts";
import { call } from "./visitor.ts";
import { holder, type World } from "./world.ts";

/** Looks at the register before the order is sent: from before the authority begins to after it has issued. */
const MOST_LOOKS = 40;

export type Ending = "ISSUED BEFORE" | "NEVER VALID";

/**
 * One person's key is ordered to be revoked, and is, while the authority issues on a request that was signed with it.
 *
 * @throws {Error} when a pair that came after the order is valid
 */
export async function revokeInFlight(portal: World): Promise<Ending> {
  const person = await holder(portal, { template: "INDIVIDUAL" });
  const desk = await signedIn(portal, person);
  const { number } = await submit(desk, person);
  const json = await revocationBody(desk, person, [named(person)]);
  const order = async () => {
    for (let looks = randomInt(MOST_LOOKS); looks > 0; looks--) await portal.owner.$queryRaw`SELECT 1`;
    const { status } = await call(desk, "POST /api/revocations", { json });
    if (status !== 202) throw new Error(`not taken: ${status}`);
    await applyOrders(portal.issuing);
  };
  await Promise.all([issueConfirmed(portal.issuing, { interruptedMs: 0 }), order()]);
  await issueConfirmed(portal.issuing, { interruptedMs: 0 });
  return endingOf(portal, number);
}

async function endingOf({ owner }: World, number: string): Promise<Ending> {
  const { id, state, holderId, certificates } = await owner.keyRequest.findUniqueOrThrow({
    where: { number },
    include: { certificates: true },
  });
  const valid = certificates.filter(({ revokedAt }) => revokedAt === null).length;
  if (state === "REJECTED" && valid === 0) return "NEVER VALID";
  const [issued, ordered] = [
    await owner.auditEvent.findFirst({ where: { action: "request-issued", requestId: id } }),
    await owner.auditEvent.findFirstOrThrow({ where: { action: "revocation-ordered", actorId: holderId } }),
  ];
  // both write their row while they hold the signer's certificate
  if (state === "ISSUED" && valid === 2 && issued && issued.seq < ordered.seq) return "ISSUED BEFORE";
  throw new Error(`${state} with ${valid} valid certificates after the order`);
}

/** So many such races; how often each side was first. */
export async function raceInFlight(portal: World, tries: number): Promise<Readonly<Record<Ending, number>>> {
  const endings = { "ISSUED BEFORE": 0, "NEVER VALID": 0 };
  for (let at = 0; at < tries; at++) endings[await revokeInFlight(portal)]++;
  return endings;
}
