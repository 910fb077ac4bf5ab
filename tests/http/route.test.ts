import fc from "fast-check";
import { expect, it } from "vitest";
import { ROUTES, type RouteName } from "#http/routes.ts";
import { submit } from "#tests/support/reissue.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { call, challenge, codeOf, type Visitor, visitor } from "#tests/support/visitor.ts";
import { holder, ORIGIN, type World, world } from "#tests/support/world.ts";

const NAMES = Object.keys(ROUTES).filter((name): name is RouteName => name in ROUTES);
const CHANGING = NAMES.filter((name) => !name.startsWith("GET"));
const WITH_BODY = CHANGING.filter((name) => !name.startsWith("DELETE"));

/** Every table of the register that a request could change, counted; what a session last saw aside. */
async function traces({ owner }: World): Promise<unknown> {
  return {
    requests: await owner.keyRequest.findMany({ select: { number: true, state: true } }),
    challenges: await owner.challenge.count(),
    sessions: await owner.session.count(),
    decisions: await owner.decision.count(),
    people: await owner.person.findMany({ select: { language: true, emailNotices: true } }),
  };
}

async function someone(): Promise<{ portal: World; browser: Visitor; number: string }> {
  const portal = await world();
  const person = await holder(portal);
  const browser = await signedIn(portal, person);
  return { portal, browser, number: (await submit(browser, person)).number };
}

it("G1: does nothing for a request whose origin is another, missing or said to be another site's", async () => {
  const { portal, browser, number } = await someone();
  await challenge(browser, "CANCEL");
  const before = await traces(portal);
  for (const name of CHANGING) {
    const wrong: readonly Readonly<Record<string, string | null>>[] = [
      { origin: null },
      { origin: "null" },
      { origin: "https://evil.example" },
      { origin: `${ORIGIN}.evil.example` },
      { origin: ORIGIN.replace("https", "http") },
      { origin: `${ORIGIN}:8443` },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { "sec-fetch-site": "none" },
    ];
    for (const headers of wrong) {
      const json = name.startsWith("DELETE") ? undefined : { purpose: "SIGN_IN", language: "ru", emailNotices: false };
      const answer = await call(browser, name, { number, json, headers });
      expect([answer.status, codeOf(answer)], `${name} ${JSON.stringify(headers)}`).toEqual([403, "ORIGIN_REFUSED"]);
    }
  }
  expect(await traces(portal)).toEqual(before);
});

it("G1: changes nothing by a GET, wherever it comes from", async () => {
  const { portal, browser, number } = await someone();
  const before = await traces(portal);
  for (const name of NAMES.filter((each) => each.startsWith("GET"))) {
    await call(browser, name, { number, headers: { origin: null, "sec-fetch-site": "cross-site" } });
  }
  expect(await traces(portal)).toEqual(before);
});

it("keeps no answer with anybody", async () => {
  const { browser, number } = await someone();
  for (const name of NAMES) {
    const answer = await call(browser, name, { number, json: name.startsWith("GET") ? undefined : {} });
    expect(answer.headers.get("cache-control"), name).toMatch(/no-store/);
  }
});

it("G8: refuses a body over its size before it reads it, whatever its length says", async () => {
  const { browser, number } = await someone();
  const raw = `{"a":"${"x".repeat(80_000)}"}`;
  for (const name of WITH_BODY) {
    expect((await call(browser, name, { number, raw })).status, name).toBe(413);
    expect((await call(browser, name, { number, raw, headers: { "content-length": "9" } })).status, name).toBe(413);
  }
});

it("refuses every media type but JSON in UTF-8", async () => {
  const portal = await world();
  const others = [
    null,
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/json; charset=utf-16",
    "text/plain; application/json",
  ];
  for (const type of others) {
    for (const name of WITH_BODY) {
      const answer = await call(visitor(portal), name, { raw: "{}", headers: { "content-type": type } });
      expect([answer.status, codeOf(answer)], `${type} ${name}`).toEqual([415, "MEDIA_TYPE_REFUSED"]);
    }
  }
});

const NOT_OURS = [
  ["a key twice", '{"purpose":"SIGN_IN","purpose":"CANCEL"}'],
  ["a key twice, once escaped", '{"purpose":"SIGN_IN","\\u0070urpose":"CANCEL"}'],
  ["a key twice, deep inside", '{"purpose":"SIGN_IN","a":[{"b":1,"b":2}]}'],
  ["a prototype", '{"purpose":"SIGN_IN","__proto__":{"actor":1}}'],
  ["a prototype, escaped", '{"purpose":"SIGN_IN","__proto\\u005f_":{}}'],
  ["a constructor", '{"purpose":"SIGN_IN","constructor":{"prototype":{}}}'],
  ["a field that is not ours", '{"purpose":"SIGN_IN","holderId":"1"}'],
  ["nothing", ""],
  ["no JSON", "purpose=SIGN_IN"],
  ["two JSON texts", '{"purpose":"SIGN_IN"}{}'],
  ["a byte-order mark", '\ufeff{"purpose":"SIGN_IN"}'],
  ["bytes that are no UTF-8", Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d)],
  ["a list in place of an object", '[{"purpose":"SIGN_IN"}]'],
  ["an object in place of a word", '{"purpose":{"not":"CANCEL"}}'],
  ["null", '{"purpose":null}'],
  ["nesting without end", `${"[".repeat(60_000)}`],
] satisfies readonly (readonly [string, string | Uint8Array<ArrayBuffer>])[];

it("G12: refuses JSON that could be read in two ways, that is none, or that is not what we asked for", async () => {
  const portal = await world();
  for (const [what, raw] of NOT_OURS) {
    const answer = await call(visitor(portal), "POST /api/challenges", { raw });
    expect([answer.status, codeOf(answer)], what).toEqual([400, "INPUT_INVALID"]);
  }
  expect(await portal.owner.challenge.count()).toBe(0);
});

it("G12: answers any JSON at all with a refusal that is ours, on every route", async () => {
  const { portal, browser, number } = await someone();
  const before = await portal.owner.person.findMany();
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...WITH_BODY), fc.json({ maxDepth: 4 }), async (name, raw) => {
      // these ask for nothing more
      fc.pre(!(/(?:installation|retry|operator.*register-questions)$/.test(name) && raw.trim() === "{}"));
      const { status } = await call(browser, name, { number, id: "019a0000-0000-7000-8000-000000000000", raw });
      expect(status).toBe(400);
    }),
    { numRuns: 150 },
  );
  expect(await portal.owner.person.findMany()).toEqual(before);
  expect(portal.faults).toEqual([]);
});

it("G12: puts any value in place of any field of a right body and never gets through", async () => {
  const { browser, number } = await someone();
  const right = { nonce: "A".repeat(43), language: "kk", cms: "AAAA" };
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("nonce", "language", "cms"),
      fc.oneof(fc.object(), fc.array(fc.string()), fc.integer(), fc.boolean(), fc.constant(null)),
      async (field, value) => {
        const { status } = await call(browser, "POST /api/requests/[number]/cancellation", {
          number,
          json: { ...right, [field]: value },
        });
        expect(status).toBe(400);
      },
    ),
    { numRuns: 60 },
  );
});

it("says of faults of its own only that there was one, and tells the operator", async () => {
  const portal = await world();
  const broken = {
    ...portal,
    portal: { ...portal.portal, limiter: { consume: () => Promise.reject(new Error("secret of the database")) } },
  };
  const answer = await call(visitor(broken), "POST /api/challenges", { json: { purpose: "SIGN_IN" } });
  expect(answer.status).toBe(500);
  expect(answer.body).toEqual({ type: "urn:tanba:problem:INTERNAL", title: "internal", status: 500, code: "INTERNAL" });
  expect(portal.faults).toHaveLength(1);
});

it("refuses an address that comes too often, and no other", async () => {
  const portal = await world({ limits: { challenge: 3 } });
  const ask = (address: string) =>
    call(visitor(portal, address), "POST /api/challenges", { json: { purpose: "SIGN_IN" } });
  for (const status of [201, 201, 201, 429, 429]) expect((await ask("192.0.2.7")).status).toBe(status);
  expect((await ask("192.0.2.8")).status).toBe(201);
});
