import { expect, it } from "vitest";
import { issueConfirmed } from "#portal/requests/issue-confirmed.ts";
import { withSigner } from "#tests/support/confirmed.ts";
import { holder, world } from "#tests/support/world.ts";

const AT_ONCE = { interruptedMs: 0 };

it("C8: the worker never takes over what the demonstration's owner is issuing, so nobody signs it twice", async () => {
  const portal = await world();
  let asked = 0;
  const worker = withSigner(portal.issuing, {
    async sign(orders) {
      asked += orders.length;
      return portal.authority.signer.sign(orders);
    },
  });
  const founding = withSigner(portal.founding, {
    async sign(orders) {
      await issueConfirmed(worker, AT_ONCE);
      return portal.authority.signer.sign(orders);
    },
  });
  await holder({ ...portal, founding });
  expect(asked).toBe(0);
  expect(await portal.owner.certificate.count()).toBe(2);
});
