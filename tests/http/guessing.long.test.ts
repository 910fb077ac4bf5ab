import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { newRequestNumber } from "#portal/requests/request-number.ts";
import { submit } from "#tests/support/reissue.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { call, visitor } from "#tests/support/visitor.ts";
import { holder, world } from "#tests/support/world.ts";

const GUESSES = 10_000;
const ADDRESSES = 20;

it(`B8: ${GUESSES} guesses at request numbers from ${ADDRESSES} addresses meet the limiter, and find nothing`, async () => {
  const portal = await world({ limits: { track: 30 } });
  const person = await holder(portal);
  await submit(await signedIn(portal, person), person);
  const statuses = new Map<number, number>();
  for (let guess = 0; guess < GUESSES; guess++) {
    const number = newRequestNumber((length) => new Uint8Array(randomBytes(length)));
    const address = `198.51.100.${guess % ADDRESSES}`;
    const { status } = await call(visitor(portal, address), "GET /api/track/[number]", { number });
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  console.info(`${GUESSES} guesses: ${[...statuses].map(([status, count]) => `${count} × ${status}`).join(", ")}`);
  expect(Object.fromEntries(statuses)).toEqual({ 404: 30 * ADDRESSES, 429: GUESSES - 30 * ADDRESSES });
});
