import { NextRequest } from "next/server";
import { describe, expect, test } from "vitest";
import { proxy } from "../../src/proxy.ts";

const open = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  proxy(new NextRequest(`http://localhost:3000${path}`, { headers, method }));

const directives = (policy: string | null) =>
  new Map(
    (policy ?? "").split("; ").map((directive): [string, string] => {
      const at = directive.indexOf(" ");
      return [directive.slice(0, at), directive.slice(at + 1)];
    }),
  );

/** What the framework is told instead of what the visitor sent. */
const passedOn = (response: Response, name: string) => response.headers.get(`x-middleware-request-${name}`);

describe("G4: every page", () => {
  const policy = directives(open("/kk").headers.get("content-security-policy"));

  test("runs scripts with its own nonce and what they load, and nothing inline or from elsewhere", () => {
    expect(policy.get("script-src")).toMatch(/^'nonce-[A-Za-z0-9+/]{24}' 'strict-dynamic'$/);
    expect([...policy.values()].join(" ")).not.toMatch(/unsafe|\*|https?:/);
  });

  test.each([
    ["default-src", "'none'"],
    ["object-src", "'none'"],
    ["base-uri", "'none'"],
    ["frame-ancestors", "'none'"],
    ["connect-src", "'self'"],
    ["worker-src", "'self'"],
    ["form-action", "'self'"],
  ])("limits %s to %s", (directive, value) => {
    expect(policy.get(directive)).toBe(value);
  });

  test("has a nonce that no other page has", () => {
    const seen = Array.from({ length: 100 }, () => open("/en/help").headers.get("content-security-policy"));
    expect(new Set(seen).size).toBe(100);
  });

  test("renders with the very policy that it is sent with, whatever policy the request named", () => {
    const response = open("/kk", {
      "content-security-policy": "script-src 'nonce-evil' 'unsafe-inline'",
      "content-security-policy-report-only": "script-src 'nonce-evil'",
      "x-nonce": "evil",
    });
    expect(passedOn(response, "content-security-policy")).toBe(response.headers.get("content-security-policy"));
    expect(response.headers.get("content-security-policy")).not.toContain("evil");
    expect(passedOn(response, "content-security-policy-report-only")).toBeNull();
    expect(passedOn(response, "x-nonce")).toBeNull();
  });

  test.each([
    ["x-content-type-options", "nosniff"],
    ["referrer-policy", "no-referrer"],
    ["cross-origin-opener-policy", "same-origin"],
    ["cross-origin-resource-policy", "same-origin"],
  ])("says %s: %s", (name, value) => {
    expect(open("/ru/track").headers.get(name)).toBe(value);
  });
});

describe("G9: a request", () => {
  test.each(["next-action", "next-resume", "x-middleware-subrequest", "x-nextjs-data", "upgrade"])(
    "with %s is refused",
    (name) => {
      expect(open("/kk", { [name]: "1" }).status).toBe(400);
    },
  );

  test("for a smaller picture finds nothing", () => {
    expect(open("/_next/image?url=%2Ficon.svg&w=64&q=75").status).toBe(404);
  });

  test.each(["POST", "PUT", "DELETE", "PATCH"])("by %s changes no page", (method) => {
    expect(open("/kk/account", {}, method).status).toBe(405);
  });
});

describe("a visitor", () => {
  test("without a language in the address is brought to the one they read, and keeps the query", () => {
    const response = open("/track/0A1B2C3D4E5F3?from=mail", { "accept-language": "ru-RU,ru;q=0.9" });
    expect(response.status).toBe(307);
    expect(response.headers.get("location")).toBe("http://localhost:3000/ru/track/0A1B2C3D4E5F3?from=mail");
  });

  test("is never sent to another site by an address with two slashes", () => {
    expect(open("//evil.example/x").headers.get("location")).toMatch(/^http:\/\/localhost:3000\/kk\//);
  });

  test("is answered in the language of the address, whatever a header says", () => {
    expect(passedOn(open("/en/help", { "x-next-intl-locale": "ru" }), "x-next-intl-locale")).toBe("en");
  });

  test("has the language remembered that they opened, not one that was only prefetched", () => {
    expect(open("/en", { "sec-fetch-dest": "document" }).cookies.get("tanba-language")?.value).toBe("en");
    expect(open("/en", { "sec-fetch-dest": "empty" }).cookies.get("tanba-language")).toBeUndefined();
  });
});
