import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { newRequestNumber } from "#portal/requests/request-number.ts";
import { submit } from "#tests/support/reissue.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { type Answer, call, codeOf, visitor } from "#tests/support/visitor.ts";
import { holder, type World, world } from "#tests/support/world.ts";

const random = () => newRequestNumber((length) => new Uint8Array(randomBytes(length)));
const track = (portal: World, number: string, address?: string) =>
  call(visitor(portal, address), "GET /api/track/[number]", { number });
const told = ({ status, body, headers }: Answer) => ({ status, body, headers: [...headers] });

it("B8: shows a stranger where a request stands and nothing about whose it is", async () => {
  const portal = await world();
  const person = await holder(portal);
  const { number } = await submit(await signedIn(portal, person), person, { email: "a@example.kz" });
  const answer = await track(portal, number);
  expect(answer.body).toEqual({ number, state: "SUBMITTED", changedAt: portal.clock.now().toISOString() });
});

it("B8: answers the same to every number that is none, well formed or not", async () => {
  const portal = await world();
  const answers = await Promise.all(
    [random(), random(), "", "0", "A".repeat(500), "../../etc/passwd", "' OR ''='"].map((number) =>
      track(portal, number),
    ),
  );
  for (const answer of answers) expect(told(answer)).toEqual(told(answers[0] ?? answer));
  expect(answers.map(codeOf)).toEqual(answers.map(() => "NOT_FOUND"));
});

it("B8: stops whoever guesses at the thirtieth number of an hour, also when they hit", async () => {
  const portal = await world({ limits: { track: 30 } });
  const person = await holder(portal);
  const { number } = await submit(await signedIn(portal, person), person);
  for (let count = 0; count < 30; count++) expect((await track(portal, random(), "198.51.100.9")).status).toBe(404);
  const missed = await track(portal, random(), "198.51.100.9");
  const hit = await track(portal, number, "198.51.100.9");
  expect([missed.status, told(missed)]).toEqual([429, told(hit)]);
  expect((await track(portal, number, "198.51.100.10")).status).toBe(200);
});

it("shows a request that nobody confirmed as expired from its last second on", async () => {
  const portal = await world();
  const person = await holder(portal);
  const { number } = await submit(await signedIn(portal, person), person);
  portal.clock.set(new Date(portal.clock.now().getTime() + 30 * 86_400_000));
  expect((await track(portal, number)).body).toMatchObject({ state: "EXPIRED" });
});
