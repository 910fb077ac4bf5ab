import { expect, it } from "vitest";
import { newRequestNumber } from "#portal/requests/request-number.ts";
import { challenge, visitor } from "#tests/support/visitor.ts";
import { world } from "#tests/support/world.ts";

const DRAWS = 1_000_000;

it(`A12: ${DRAWS} draws of 256 bits and of request numbers give each value once`, async () => {
  const { random } = (await world()).portal.context;
  const values = new Set<string>();
  const numbers = new Set<string>();
  for (let draw = 0; draw < DRAWS; draw++) {
    values.add(Buffer.from(random(32)).toString("latin1"));
    numbers.add(newRequestNumber(random));
  }
  console.log(`drew ${DRAWS} of each`);
  expect([values.size, numbers.size]).toEqual([DRAWS, DRAWS]);
});

it("A12: ten thousand challenges over the API differ", async () => {
  const portal = await world();
  const nonces = new Set<string>();
  for (let count = 0; count < 10_000; count++) nonces.add((await challenge(visitor(portal), "SIGN_IN")).nonce);
  console.log(`asked for ${nonces.size}`);
  expect(nonces.size).toBe(10_000);
});
