import { globSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { ROUTES, type RouteName, type RouteRule } from "#http/routes.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { Template } from "#platform/prisma/enums.ts";
import { openCertificate } from "#portal/certificates/open.ts";
import { may } from "#portal/staff/roles.ts";
import { submit } from "#tests/support/reissue.ts";
import { named, release, revoke } from "#tests/support/revocation.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { call, codeOf, visitor } from "#tests/support/visitor.ts";
import { holder, world } from "#tests/support/world.ts";

const NAMES = Object.keys(ROUTES).filter((name): name is RouteName => name in ROUTES);
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Leads to nothing, so nobody has to be allowed it. */
const NOWHERE = "src/app/api/[...rest]/route.ts";

it("answers every method at an address that does not exist with a refusal that is ours", async () => {
  const handlers: Readonly<Record<string, () => Response>> = await import(/* @vite-ignore */ resolve(NOWHERE));
  expect(Object.keys(handlers).toSorted()).toEqual(["DELETE", "GET", "PATCH", "POST", "PUT"]);
  for (const handler of Object.values(handlers)) {
    const response = handler();
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect([response.status, await response.json()]).toEqual([404, expect.objectContaining({ code: "NOT_FOUND" })]);
  }
});

it("G2: every handler that exists is in the table of who may call it, and every line of the table exists", async () => {
  const found: string[] = [];
  for (const file of globSync("src/app/api/**/route.ts").filter((each) => each !== NOWHERE)) {
    const handlers: Readonly<Record<string, unknown>> = await import(/* @vite-ignore */ resolve(file));
    const path = file.slice("src/app".length, -"/route.ts".length);
    found.push(
      ...Object.keys(handlers)
        .filter((name) => METHODS.includes(name))
        .map((method) => `${method} ${path}`),
    );
  }
  expect(found.toSorted()).toEqual(NAMES.toSorted());
});

it("G2: answers nobody who is not signed in, where a holder is needed", async () => {
  const portal = await world();
  for (const name of NAMES.filter((each) => ROUTES[each].actor !== "anyone")) {
    const answer = await call(visitor(portal), name, {
      number: "0000000000000",
      serial: "51",
      json: name.startsWith("GET") ? undefined : {},
    });
    expect([answer.status, codeOf(answer)], name).toEqual([401, "SIGNED_OUT"]);
  }
});

/** A right body for each route about one request, so that nothing but the permission can refuse it. */
const RIGHT = { nonce: "A".repeat(43), language: "kk", cms: "AAAA" };
const BODIES: Readonly<Partial<Record<RouteName, unknown>>> = {
  "POST /api/requests/[number]/installation": {},
  "POST /api/requests/[number]/cancellation": RIGHT,
  "POST /api/requests/[number]/decision": { ...RIGHT, verdict: "CONFIRM" },
};

const NOBODYS = "019cc1a0-0000-7000-8000-000000000000";

/** What each route of the staff is sent, right in its shape: a route that is not here fails. */
const STAFF_SENDS: Readonly<Partial<Record<RouteName, Parameters<typeof call>[2]>>> = {
  "GET /api/operator/log": {},
  "GET /api/operator/requests": { query: "?language=kk" },
  "POST /api/operator/requests/[number]/notes": { json: { text: "Жазба" } },
  "POST /api/operator/reveals": { json: { certificate: "5a" } },
  "POST /api/operator/certificates/search": { json: { by: "000000000000" } },
  "POST /api/operator/claims": { json: { act: "claim", numbers: ["0000000000000"] } },
  "POST /api/operator/views": { json: { name: "Көрініс", query: "" } },
  "DELETE /api/operator/views/[id]": { id: NOBODYS },
  "POST /api/operator/messages/[id]/retry": { id: NOBODYS, json: {} },
  "POST /api/operator/registers/search": { json: { what: "people", by: "000000000000" } },
  "POST /api/operator/first-keys/search": { json: { by: "000000000000" } },
  "POST /api/operator/first-keys/[number]/register-questions": { json: {} },
  "GET /api/operator/register-questions/[id]": { id: NOBODYS },
  "POST /api/operator/first-keys/[number]/decision": { json: { ...RIGHT, verdict: "REFUSE", reason: "Бет ұқсамайды" } },
  "GET /api/orders": {},
  "GET /api/orders/[id]": { id: NOBODYS },
  "POST /api/orders": {
    json: { ...RIGHT, serials: ["5a"], reason: "SUPERSEDED", documentNumber: "1", documentDate: "2026-11-20" },
  },
  "POST /api/orders/[id]/decision": { id: NOBODYS, json: { ...RIGHT, verdict: "APPROVE" } },
};

it.each(Object.values(Template))(
  "G2: %s is answered by those routes of the staff that the table of rights opens, and by no other",
  async (template) => {
    const portal = await world();
    const browser = await signedIn(portal, await holder(portal, { template, bin: "000140000017" }));
    for (const name of NAMES) {
      const rule: RouteRule = ROUTES[name];
      if (rule.actor !== "staff") continue;
      const sent = STAFF_SENDS[name];
      expect(sent, `${name} is missing in this test`).toBeDefined();
      const answer = await call(browser, name, { number: "0000000000000", ...sent });
      const signed = codeOf(answer) === "CHALLENGE_REFUSED";
      if (may({ template }, rule.may)) expect(signed || [200, 201, 204, 404].includes(answer.status), name).toBe(true);
      else expect([answer.status, codeOf(answer)], name).toEqual([403, "FORBIDDEN"]);
    }
  },
);

it("G2, B8: gives no route about a request to another user, another role or another company", async () => {
  const portal = await world();
  const owner = await holder(portal);
  const { number } = await submit(await signedIn(portal, owner), owner);
  const others = [
    await holder(portal, { template: "EMPLOYEE" }),
    await holder(portal, { template: "HR" }),
    await holder(portal, { template: "FIRST_HEAD", bin: "150940999028" }),
    await holder(portal, { template: "INDIVIDUAL" }),
    await holder(portal, { template: "INDIVIDUAL", iin: owner.actor.iin }),
  ];
  for (const other of others) {
    const browser = await signedIn(portal, other);
    for (const name of NAMES.filter(
      (each) => each.startsWith("POST /api/requests/[") || each.startsWith("GET /api/requests/["),
    )) {
      const json = BODIES[name];
      const foreign = await call(browser, name, { number, json });
      const absent = await call(browser, name, { number: "0000000000000", json });
      expect(foreign.status, `${other.actor.template} ${name}`).toBeGreaterThanOrEqual(400);
      expect([foreign.status, foreign.body, [...foreign.headers]], name).toEqual([
        absent.status,
        absent.body,
        [...absent.headers],
      ]);
    }
  }
  expect(await portal.owner.keyRequest.findUnique({ where: { number } })).toMatchObject({ state: "SUBMITTED" });
});

it("G2, B8: gives no route about a certificate to another user, another role or another company", async () => {
  const portal = await world();
  const owner = await holder(portal);
  const absent = { ...named(owner), serial: "5a".repeat(20) };
  for (const other of [
    await holder(portal, { template: "HR" }),
    await holder(portal, { template: "FIRST_HEAD", bin: "150940999028" }),
    await holder(portal, { template: "INDIVIDUAL" }),
  ]) {
    const browser = await signedIn(portal, other);
    for (const act of [
      (about: typeof absent) => revoke(browser, other, [about]),
      (about: typeof absent) => release(browser, other, about),
    ]) {
      const [foreign, unknown] = [await act(named(owner)), await act(absent)];
      expect([foreign.status, foreign.body, [...foreign.headers]]).toEqual([404, unknown.body, [...unknown.headers]]);
    }
  }
  expect(await portal.owner.revocationOrder.count()).toBe(0);
});

it("G2, B8, C15: gives a certificate to nobody but its person and their senior manager, and tells others nothing", async () => {
  const portal = await world();
  const owner = await holder(portal);
  const { serial } = parseCertificate(owner.certificates.SIGN);
  const others = [
    await holder(portal, { template: "EMPLOYEE" }),
    await holder(portal, { template: "HR" }),
    await holder(portal, { template: "FIRST_HEAD", bin: "150940999028" }),
    await holder(portal, { template: "INDIVIDUAL" }),
  ];
  for (const other of others) {
    const browser = await signedIn(portal, other);
    const asked = { context: portal.portal.context, actor: { ...other.actor, certificateId: "" } };
    for (const query of ["", "?form=pem", "?form=chain"]) {
      const [foreign, absent, malformed] = await Promise.all(
        [serial, "51".repeat(20), "no-serial"].map((each) =>
          call(browser, "GET /api/certificates/[serial]", { serial: each, query }),
        ),
      );
      expect(foreign?.status, other.actor.template).toBe(404);
      for (const none of [absent, malformed]) {
        expect([foreign?.body, [...(foreign?.headers ?? [])]]).toEqual([none?.body, [...(none?.headers ?? [])]]);
      }
    }
    // what the page asks
    await expect(openCertificate(asked.context, asked.actor, serial)).toRejectWithCode("NOT_FOUND");
    await expect(openCertificate(asked.context, asked.actor, "51".repeat(20))).toRejectWithCode("NOT_FOUND");
  }
  for (const wish of [{ template: "FIRST_HEAD" as const }, { template: "INDIVIDUAL" as const, iin: owner.actor.iin }]) {
    const browser = await signedIn(portal, await holder(portal, wish));
    const answer = await call(browser, "GET /api/certificates/[serial]", { serial });
    expect([answer.status, answer.bytes], wish.template).toEqual([200, owner.certificates.SIGN]);
  }
});

it("gives a manager the requests of their own company alone", async () => {
  const portal = await world();
  const { listWaiting } = await import("#portal/approvals/list-waiting.ts");
  const { openForDecision } = await import("#portal/approvals/open.ts");
  const [here, there] = [
    await holder(portal, { template: "FIRST_HEAD" }),
    await holder(portal, { template: "FIRST_HEAD", bin: "150940999028" }),
  ];
  const employee = await holder(portal);
  const { number } = await submit(await signedIn(portal, employee), employee);
  const { context } = portal.portal;
  const as = ({ actor }: typeof here) => ({ ...actor, certificateId: "" });
  const waiting = { tab: "waiting", cursor: {} } as const;
  expect((await listWaiting(context, as(here), waiting)).rows.map((row) => row.number)).toEqual([number]);
  expect(await listWaiting(context, as(there), waiting)).toEqual({ rows: [] });
  await expect(openForDecision(context, as(there), number)).toRejectWithCode("NOT_FOUND");
  await expect(listWaiting(context, as(employee), waiting)).toRejectWithCode("FORBIDDEN");
});
