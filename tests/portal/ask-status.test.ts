import { expect, it } from "vitest";
import { askStatus } from "#portal/certificates/ask-status.ts";
import { holder, world } from "#tests/support/world.ts";

it("says that the status service cannot be reached, or not be believed, and never takes it for news", async () => {
  const portal = await world();
  const { context } = portal.portal;
  const { certificates } = await holder(portal);
  const told = (answer: () => Promise<Uint8Array>) => askStatus(context, answer, certificates.SIGN);
  expect(await told(() => Promise.reject(new Error("no route")))).toEqual({ outcome: "unreachable" });
  for (const hex of ["", "00", "30030a0101", "30030a0103", "30030a0100"]) {
    expect(await told(async () => Uint8Array.from(Buffer.from(hex, "hex"))), hex).toEqual({ outcome: "wrong" });
  }
});
