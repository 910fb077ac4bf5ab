import { expect, it } from "vitest";
import { issuingWorld } from "./issuing-world.ts";

it("C17: a worker whose time is in doubt issues nothing and says so, and issues once the doubt is gone", async () => {
  const here = await issuingWorld();
  await here.confirm(2);
  await here.startSigner();
  const tell = (at: Date) => here.owner.auditEvent.create({ data: { at, action: "sign-in-refused" } });
  await tell(new Date(Date.now() + 60_000));
  const worker = await here.startWorker();
  await expect.poll(() => worker.logged(), { timeout: 30_000 }).toContain("CLOCK_WRONG: our clock says");
  expect(await here.states()).toEqual({ CONFIRMED: 2 });

  await tell(new Date());
  await here.allIssued();
  await here.verify(2);
}, 60_000);
