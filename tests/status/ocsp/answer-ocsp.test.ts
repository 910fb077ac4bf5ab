import { expect, it } from "vitest";
import type { StatusAnswer, StatusRequest } from "#status/answer-to.ts";
import { answerOcsp } from "#status/ocsp/answer-ocsp.ts";
import { NOW } from "#tests/support/authority.ts";
import { questionAbout } from "#tests/support/ocsp.ts";
import { responderForTest } from "./desk-for-test.ts";
import { readAnswer } from "./read-answer.ts";

const later = (ms: number) => new Date(NOW.getTime() + ms);
const HOUR_MS = 3_600_000;
const MALFORMED = Buffer.from("30030a0101", "hex");

async function served() {
  const made = await responderForTest([{ serial: "0a01", notAfter: later(24 * HOUR_MS) }]);
  const answer = answerOcsp(made.responder);
  const send = (asked: Partial<StatusRequest>, now = NOW): StatusAnswer => {
    const given = answer({ method: "GET", path: "/ocsp", headers: {}, body: Buffer.alloc(0), ...asked }, now);
    if (given instanceof Promise) throw new Error("not at once");
    return given;
  };
  return {
    ...made,
    get: (path: string, headers = {}, now = NOW) => send({ path: `/ocsp/${path}`, headers }, now),
    post: (body: Buffer, type: string | undefined = "application/ocsp-request") =>
      send({ method: "POST", body, headers: { ...(type && { "content-type": type }) } }),
    question: (options = {}) => questionAbout(made.issuer, [{ serial: "0a01" }], options),
  };
}

it("D12: an answer by GET may be kept for a minute, never past its end, and not at all with a nonce or by POST", async () => {
  const { get, post, question, knowAt } = await served();
  const path = encodeURIComponent(question().toString("base64"));
  const kept = get(path);
  expect(kept.headers).toEqual({
    "content-type": "application/ocsp-response",
    "cache-control": "public, max-age=60, no-transform, must-revalidate",
    "last-modified": "Mon, 23 Nov 2026 06:30:00 GMT",
    expires: "Mon, 23 Nov 2026 10:30:00 GMT",
    etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
  });
  knowAt(NOW);
  const nearEnd = get(path, {}, later(4 * HOUR_MS - 10_000));
  expect(nearEnd.headers["cache-control"]).toBe("public, max-age=9, no-transform, must-revalidate");

  const nonced = encodeURIComponent(question({ nonce: Uint8Array.of(1) }).toString("base64"));
  for (const answer of [get(nonced), post(question()), post(question({ nonce: Uint8Array.of(1) })), get("x")]) {
    expect(answer.headers).toEqual({ "content-type": "application/ocsp-response", "cache-control": "no-store" });
  }
});

it("D12: a kept answer is asked for again by its tag alone, so that a change within the same second is seen", async () => {
  const { get, question, index } = await served();
  const path = encodeURIComponent(question().toString("base64"));
  const { headers } = get(path);
  const again = { "if-none-match": headers["etag"], "if-modified-since": headers["last-modified"] };
  expect([get(path, again).status, get(path, again).body.length]).toEqual([304, 0]);
  index.set({ serial: "0a01", notAfter: later(24 * HOUR_MS), revocation: { at: NOW, reason: 1 } });
  expect(get(path, again).status).toBe(200);
  expect(get(path, { "if-modified-since": headers["last-modified"] }).status).toBe(200);
});

it("D12: one question has one answer, whichever way its path is encoded", async () => {
  const { get, post, question } = await served();
  const base64 = question().toString("base64");
  const ways = [base64, encodeURIComponent(base64), base64.replaceAll("/", "%2f"), base64.replaceAll("=", "%3D")];
  const answers = ways.map((way) => get(way).body.toString("hex"));
  expect(new Set([...answers, post(question()).body.toString("hex")]).size).toBe(1);
  expect(readAnswer(get(base64).body).responses[0]?.status).toBe("good");
});

it("D7: what is no question by GET is malformed in the protocol's own words", async () => {
  const { get, question } = await served();
  const base64 = question().toString("base64");
  const paths = [
    ...["", "/", "%", "%zz", "%2", "AAAA", "%00", "../ocsp", "é", "=", "A", "MA=="],
    ...[`${base64}=`, base64.slice(0, -1), `${base64}%0A`, ` ${base64}`, base64.replaceAll("=", ""), `${base64}/..`],
    ...[encodeURIComponent(encodeURIComponent(base64)), question().toString("base64url"), `${base64}${base64}`],
    "A".repeat(8000),
  ];
  for (const path of paths.filter((path) => path !== base64)) {
    const { status, body, headers } = get(path);
    expect([status, body, headers["cache-control"]], path).toEqual([200, MALFORMED, "no-store"]);
  }
});

it.each([
  ["no type", ""],
  ["another type", "text/plain"],
  ["a type that only begins so", "application/ocsp-requests"],
  ["the type of an answer", "application/ocsp-response"],
])("D7: %s is malformed in the protocol's own words", async (_, type) => {
  const { post, question } = await served();
  expect(post(question(), type)).toMatchObject({ status: 200, body: MALFORMED });
});

it("takes its type in any case and with parameters", async () => {
  const { post, question } = await served();
  for (const type of ["Application/OCSP-Request", "application/ocsp-request; charset=binary"]) {
    expect(readAnswer(post(question(), type).body).responses).toHaveLength(1);
  }
});
