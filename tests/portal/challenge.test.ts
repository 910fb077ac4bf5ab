import fc from "fast-check";
import { expect, it } from "vitest";
import { toBase64Url } from "#pki/bytes.ts";
import { askChallenge } from "#portal/sign-in/ask-challenge.ts";
import { call, challenge, codeOf, visitor } from "#tests/support/visitor.ts";
import { world } from "#tests/support/world.ts";

it("A12: hands out 256 bits that never come again, and keeps sixty open for a browser at most", async () => {
  const portal = await world();
  const browser = visitor(portal);
  const nonces = new Set<string>();
  for (let count = 0; count < 70; count++) nonces.add((await challenge(browser, "SIGN_IN")).nonce);
  expect(nonces.size).toBe(70);
  for (const nonce of nonces) expect(Buffer.from(nonce, "base64url")).toHaveLength(32);
  expect(await portal.owner.challenge.count()).toBe(60);

  await Promise.all(Array.from({ length: 30 }, () => challenge(browser, "SIGN_IN")));
  expect(await portal.owner.challenge.count()).toBe(60);
});

it("A12: draws each challenge anew from the random source it is given", async () => {
  const { portal } = await world();
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 32, maxLength: 32 }), async (bytes) => {
      const random = () => Uint8Array.from(bytes);
      const { nonce } = await askChallenge({ ...portal.context, random }, { browser: "b", actor: null }, "SIGN_IN");
      expect(nonce).toBe(toBase64Url(bytes));
    }),
    { numRuns: 20 },
  );
});

it("refuses a challenge for a document to who is not signed in", async () => {
  const portal = await world();
  for (const purpose of ["REISSUE", "CONFIRM", "REFUSE", "CANCEL"]) {
    const answer = await call(visitor(portal), "POST /api/challenges", { json: { purpose } });
    expect(codeOf(answer), purpose).toBe("SIGNED_OUT");
  }
});
