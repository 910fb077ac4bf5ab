import { expect, it } from "vitest";
import { newKey } from "#tests/support/people.ts";
import { signInBody } from "#tests/support/sign-in.ts";
import { call, codeOf, type Visitor, visitor } from "#tests/support/visitor.ts";
import { holder, type TestHolder, world } from "#tests/support/world.ts";

const TRIES = 400;
const YEAR_MS = 366 * 86_400_000;

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Milliseconds of one refused try, the challenge aside. */
async function refusal(browser: Visitor, person: TestHolder, key = person.keys.AUTH): Promise<number> {
  const json = await signInBody(browser, person, { key });
  const begun = performance.now();
  const answer = await call(browser, "POST /api/session", { json });
  const took = performance.now() - begun;
  expect([answer.status, codeOf(answer)]).toEqual([401, "SIGN_IN_REFUSED"]);
  return took;
}

it(`A11: ${TRIES} tries of each kind: whether a certificate is known cannot be told from the time that a refusal takes`, async () => {
  const portal = await world();
  const person = await holder(portal, { template: "INDIVIDUAL", keyAlgorithm: "RSA-2048" });
  const ended = await holder(portal, { template: "INDIVIDUAL", keyAlgorithm: "RSA-2048" });
  const unknown = await holder(await world(), { template: "INDIVIDUAL", keyAlgorithm: "RSA-2048" });
  const wrong = newKey("RSA-2048");
  portal.clock.set(new Date(portal.clock.now().getTime() + YEAR_MS));

  const browser = visitor(portal);
  const kinds = {
    unknown: () => refusal(browser, unknown),
    ended: () => refusal(browser, ended),
    "bad signature": () => refusal(browser, person, wrong),
  };
  const taken = new Map(Object.keys(kinds).map((kind): [string, number[]] => [kind, []]));
  for (let round = -20; round < TRIES; round++) {
    for (const [kind, attempt] of Object.entries(kinds)) {
      const took = await attempt();
      if (round >= 0) taken.get(kind)?.push(took);
    }
  }
  const medians = [...taken].map(([kind, values]): [string, number] => [kind, median(values)]);
  console.info(medians.map(([kind, ms]) => `${kind}: ${ms.toFixed(2)} ms`).join(", "));
  const all = medians.map(([, ms]) => ms);
  expect(Math.max(...all) / Math.min(...all)).toBeLessThan(1.5);
});
