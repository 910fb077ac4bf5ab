import { expect, it } from "vitest";
import { ledgerWorld } from "./revocation-ledger.ts";
import { revokeKillAtRandom } from "./revoke-kill-at-random.ts";

const ORDERS = 3;
const BLOWS = 8;

it.each(["revoke.before_commit", "revoke.after_commit"])(
  "D1, D2: a worker killed at %s loses no revocation that was acknowledged and does none twice",
  async (failpoint) => {
    const here = await ledgerWorld();
    for (let ordered = 0; ordered < ORDERS; ordered++) await here.order();
    expect(here.ledger.size).toBe(ORDERS);
    await here.startSigner();
    const dying = await here.startWorker(failpoint);
    expect(await dying.ended).toBe("SIGKILL");
    const done = await here.owner.revocationOrder.count({ where: { outcome: "APPLIED" } });
    expect(done).toBe(failpoint === "revoke.after_commit" ? 1 : 0);

    await here.startWorker();
    await here.startStatus();
    await here.allListed();
    await here.verifyLedger();
  },
  120_000,
);

it(`D2, D3: ${BLOWS} blows at random to worker, signer, status and connections lose no revocation that was acknowledged`, async () => {
  const blows = await revokeKillAtRandom(BLOWS);
  console.info(`${BLOWS} blows:`, blows);
  expect(blows.worker + blows.signer + blows.status + blows.connections).toBe(BLOWS);
  expect(blows.acknowledged).toBeGreaterThan(0);
}, 300_000);
