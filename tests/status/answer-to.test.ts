import fc from "fast-check";
import { expect, it } from "vitest";
import { answerTo, type StatusAnswer, type StatusRequest } from "#status/answer-to.ts";
import { statusRoutes } from "#status/routes.ts";
import { duePaths, knownCrls, type Snapshot, snapshotOf } from "#status/snapshot.ts";
import { NOW } from "#tests/support/authority.ts";
import { NO_SERVICES } from "#tests/support/services.ts";

const HOUR_MS = 3_600_000;
const later = (ms: number) => new Date(NOW.getTime() + ms);
const THIS_UPDATE = new Date("2026-11-23T06:30:00Z");

const crl = (issuer: string, kind: string, shard = 0) => ({
  id: `${issuer}-${kind}-${shard}`,
  issuer,
  kind,
  shard,
  der: Buffer.of(1, 2, 3),
  thisUpdate: THIS_UPDATE,
  nextUpdate: later(HOUR_MS),
  sharesSecond: false,
});
const SNAPSHOT = snapshotOf(
  {
    certificates: ["ROOT", "ISSUING"].map((kind) => ({ kind, der: Uint8Array.of(9), notBefore: THIS_UPDATE })),
    crls: [
      crl("ROOT", "FULL"),
      ...[0, 1, 2, 9].flatMap((shard) => [crl("ISSUING", "FULL", shard), crl("ISSUING", "DELTA", shard)]),
    ],
  },
  NOW,
);

function askOf(snapshot: Snapshot | undefined) {
  const routes = statusRoutes({ snapshot: () => snapshot, crlShards: 2, ...NO_SERVICES });
  return (path: string, asked: Partial<StatusRequest> = {}, at = NOW): StatusAnswer => {
    const request = { method: "GET", path, headers: {}, body: Buffer.alloc(0), ...asked };
    const answer = answerTo(request, routes, at);
    if (answer instanceof Promise) throw new Error("not at once");
    return answer;
  };
}
const ask = askOf(SNAPSHOT);
const PATHS = duePaths(2);

it("serves every path that there is", () => {
  expect([...PATHS].map((path) => ask(path).status)).toEqual([...PATHS].map(() => 200));
});

it("D12: a list may be kept for a minute, never past its end, and is asked for again by its validators", () => {
  const { headers } = ask("/crl/issuing.crl");
  expect(headers).toMatchObject({
    "cache-control": "public, max-age=60, must-revalidate",
    "last-modified": "Mon, 23 Nov 2026 06:30:00 GMT",
    expires: "Mon, 23 Nov 2026 07:30:00 GMT",
  });
  expect(ask("/crl/issuing.crl", {}, later(HOUR_MS - 10_000)).headers["cache-control"]).toContain("max-age=10,");
  expect(ask("/crl/issuing.crl", {}, later(2 * HOUR_MS)).headers["cache-control"]).toContain("max-age=0,");
});

it.each([
  ["the same tag", (etag: string) => ({ "if-none-match": etag }), 304],
  ["a weak form of it among others", (etag: string) => ({ "if-none-match": `"x", W/${etag}` }), 304],
  ["any tag", () => ({ "if-none-match": "*" }), 304],
  [
    "another tag, though the date would do",
    () => ({ "if-none-match": '"x"', "if-modified-since": "Mon, 23 Nov 2026 06:30:00 GMT" }),
    200,
  ],
  ["the date of the list", () => ({ "if-modified-since": "Mon, 23 Nov 2026 06:30:00 GMT" }), 304],
  ["a second before it", () => ({ "if-modified-since": "Mon, 23 Nov 2026 06:29:59 GMT" }), 200],
  ["a date that is none", () => ({ "if-modified-since": "soon" }), 200],
])("answers a question with %s", (_, headers, status) => {
  const { etag = "" } = ask("/crl/issuing.crl").headers;
  const answer = ask("/crl/issuing.crl", { headers: headers(etag) });
  expect([answer.status, answer.body.length]).toEqual([status, status === 304 ? 0 : 3]);
  expect(answer.headers["etag"]).toBe(etag);
});

it.each([
  ["an unknown path", "/crl/other.crl", {}, 404],
  ["a path that climbs", "/crl/../../etc/passwd", {}, 404],
  ["a path that is no path", "%%%", {}, 404],
  ["another method", "/crl/issuing.crl", { method: "DELETE" }, 405],
  ["OCSP by another method", "/ocsp", { method: "PUT" }, 405],
  ["OCSP by GET", "/ocsp/MEIwQDA%2BMDww", {}, 200],
  ["a list by POST", "/crl/issuing.crl", { method: "POST" }, 405],
  ["a file as if it were a folder", "/cps/", {}, 404],
])("answers %s by the book", (_, url, request, status) => {
  expect(ask(url, request).status).toBe(status);
});

it("G16: nothing that is asked makes it throw or say more than the status", () => {
  const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...PATHS, "/ocsp/", "/health/ready"));
  fc.assert(
    fc.property(
      text,
      text,
      fc.dictionary(fc.constantFrom("if-none-match", "if-modified-since", "content-type", "content-length"), text),
      (method, url, headers) => {
        const { status, body } = ask(url, { method, headers });
        expect([200, 304, 404, 405]).toContain(status);
        if (status >= 400) expect(body.toString()).toBe(`${status}\n`);
      },
    ),
    { numRuns: 2000 },
  );
});

it("is not ready before the register was read, nor when a list has run out", () => {
  expect(askOf(undefined)("/health/ready").status).toBe(503);
  expect(askOf(undefined)("/crl/root.crl")).toMatchObject({
    status: 503,
    headers: { "retry-after": "10" },
  });
  expect(ask("/health/ready").status).toBe(200);
  const lists = [...SNAPSHOT.files.keys()].filter((path) => path.startsWith("/crl/"));
  const ready = ask("/health/ready", {}, later(2 * HOUR_MS)).body.toString();
  expect(ready.match(/\/crl\/\S+/g)?.toSorted()).toEqual(lists.toSorted());
  expect(lists).toHaveLength(9);
});

it("D10: is warned of every list that is past half its life, and stays ready while it is in force", () => {
  const half = new Date((THIS_UPDATE.getTime() + later(HOUR_MS).getTime()) / 2);
  expect(ask("/health/ready", {}, new Date(half.getTime() - 1)).body.toString()).toBe("ready\n");
  const warned = ask("/health/ready", {}, half);
  expect(warned.status).toBe(200);
  expect(warned.body.toString()).toContain("warning: /crl/issuing-2-delta.crl is past half its life\n");
  expect(warned.body.toString().match(/warning: /g)).toHaveLength(9);
});

it('serves a shard that is divided among no more, says "later" for one that is due and not published, and "no" for others', () => {
  expect(ask("/crl/issuing-9.crl").status).toBe(200);
  expect(ask("/crl/issuing-9-delta.crl").status).toBe(200);
  expect(ask("/crl/issuing-3.crl").status).toBe(404);
  expect(askOf(undefined)("/crl/issuing-2.crl").status).toBe(503);
  expect(askOf(undefined)("/crl/issuing-9.crl").status).toBe(404);
});

it("sends what is signed as it is, whatever encodings are accepted, and reads a list that it has no second time", () => {
  const { headers, body } = ask("/crl/issuing-1.crl", { headers: { "accept-encoding": "gzip, br" } });
  expect(headers).not.toHaveProperty("content-encoding");
  expect(body).toBe(SNAPSHOT.files.get("/crl/issuing-1.crl")?.body);
  const known = knownCrls(SNAPSHOT);
  expect(known("ISSUING-FULL-1")).toBe(body);
  expect(known("ISSUING-FULL-3")).toBeUndefined();
});
