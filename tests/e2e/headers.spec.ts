import { expect, test } from "@playwright/test";

const PAGES = ["/kk", "/en/sign-in", "/ru/track", "/en/help", "/en/no-such-page"];

test("G4: every document has a policy with a nonce of its own and no way around it", async ({ request }) => {
  const nonces = new Set<string>();
  for (const path of [...PAGES, ...PAGES]) {
    const response = await request.get(path, { headers: { "sec-fetch-dest": "document" } });
    const policy = response.headers()["content-security-policy"] ?? "";
    expect(policy).toContain("default-src 'none'");
    for (const directive of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "connect-src 'self'"]) {
      expect(policy, path).toContain(directive);
    }
    expect(policy).not.toContain("unsafe-inline");
    expect(policy).not.toContain("unsafe-eval");
    const [, nonce] = /script-src[^;]*'nonce-([^']+)'[^;]*'strict-dynamic'/.exec(policy) ?? [];
    expect(nonce, path).toBeTruthy();
    nonces.add(nonce ?? "");
    const scripts = (await response.text()).match(/<script\b[^>]*>/g) ?? [];
    for (const script of scripts) expect(script, path).toContain(`nonce="${nonce}"`);
  }
  expect(nonces.size).toBe(PAGES.length * 2);
});

test("G4: a policy or a nonce that the visitor sends changes nothing", async ({ request }) => {
  const response = await request.get("/en", {
    headers: { "content-security-policy": "script-src 'nonce-evil'", "x-nonce": "evil", "sec-fetch-dest": "document" },
  });
  expect(response.headers()["content-security-policy"]).not.toContain("evil");
  expect(await response.text()).not.toContain('nonce="evil"');
});

test("G1: a change without the site's own Origin is refused before any work", async ({ request }) => {
  const strangers: Record<string, string>[] = [{}, { origin: "https://evil.example" }, { origin: "null" }];
  for (const headers of strangers) {
    const response = await request.post("/api/challenges", { data: { purpose: "SIGN_IN" }, headers });
    expect(response.status()).toBe(403);
    expect(await response.json()).toMatchObject({ code: "ORIGIN_REFUSED" });
  }
});

test("no page with a person's data may be kept by a cache", async ({ request }) => {
  for (const path of ["/en/account", "/api/session"]) {
    const response = await request.get(path, { maxRedirects: 0 });
    expect(response.headers()["cache-control"], path).toContain("no-store");
  }
});
