import { afterEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { callApi, NO_ANSWER } from "#browser/api.ts";
import { ApiProblem } from "#browser/api-problem.ts";
import { bytes } from "#portal/wire/contract.ts";

const Body = z.strictObject({ cms: bytes(100) });
const Answer = z.strictObject({ certificate: bytes(100) });

afterEach(() => vi.unstubAllGlobals());

function answering(response: () => Response | Promise<Response>) {
  const asked = vi.fn(async (_path: string, _init: RequestInit) => response());
  vi.stubGlobal("fetch", asked);
  return asked;
}

const post = () =>
  callApi({
    method: "POST",
    path: "/api/things",
    body: { contract: Body, value: { cms: Uint8Array.of(1, 2, 3) } },
    answer: Answer,
  });

it("encodes what goes out and decodes what comes in through the contracts", async () => {
  const asked = answering(() => Response.json({ certificate: "AQID" }, { status: 201 }));
  await expect(post()).resolves.toEqual({ certificate: Uint8Array.of(1, 2, 3) });
  const [path, init] = asked.mock.calls[0] ?? [];
  expect(path).toBe("/api/things");
  expect(init).toMatchObject({ method: "POST", body: '{"cms":"AQID"}', cache: "no-store", redirect: "error" });
  expect(init?.headers).toEqual({ accept: "application/json", "content-type": "application/json" });
});

it("takes an answer without a body where none is due", async () => {
  answering(() => new Response(null, { status: 204 }));
  await expect(callApi({ method: "DELETE", path: "/api/session", answer: NO_ANSWER })).resolves.toBeUndefined();
});

describe("tells", () => {
  const caught = async () => {
    const error = await post().catch((thrown: unknown) => thrown);
    if (!(error instanceof ApiProblem)) throw error;
    return error;
  };
  const problem = (status: number, body: object, headers = {}) =>
    answering(() =>
      Response.json(body, { status, headers: { "content-type": "application/problem+json", ...headers } }),
    );

  it("a refusal by its code, with the fields that are wrong", async () => {
    problem(400, { type: "about:blank", status: 400, code: "INPUT_INVALID", fields: { email: ["no address"] } });
    expect(await caught()).toMatchObject({ code: "INPUT_INVALID", status: 400, fields: ["email"] });
  });

  it("how long to wait, where the server says it", async () => {
    problem(429, { code: "TOO_MANY_REQUESTS" }, { "retry-after": "60" });
    expect(await caught()).toMatchObject({ code: "TOO_MANY_REQUESTS", retryAfterSeconds: 60 });
  });

  it.each([
    ["no network", () => Promise.reject(new TypeError("Failed to fetch"))],
    ["no answer in time", () => Promise.reject(new DOMException("late", "TimeoutError"))],
    ["a connection that breaks off", () => Promise.resolve(brokenOff())],
  ])("%s as NETWORK", async (_, response) => {
    answering(response);
    expect(await caught()).toMatchObject({ code: "NETWORK", status: 0 });
  });

  it.each([
    ["a page of a proxy instead of an answer", () => new Response("<html>502</html>", { status: 502 })],
    ["an answer against its contract", () => Response.json({ certificate: "AQID", more: 1 })],
    ["a success without the answer that is due", () => new Response("", { status: 200 })],
  ])("%s as INTERNAL", async (_, response) => {
    answering(response);
    expect(await caught()).toMatchObject({ code: "INTERNAL" });
  });
});

function brokenOff(): Response {
  return new Response(new ReadableStream({ start: (controller) => controller.error(new TypeError("reset")) }));
}
