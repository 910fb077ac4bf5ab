import { expect, test } from "vitest";
import { securityHeaders } from "#http/security-headers.ts";

test("HSTS is promised over https alone", () => {
  expect(securityHeaders("https://account.example")["strict-transport-security"]).toMatch(/^max-age=\d{8}/);
  expect(securityHeaders("http://localhost:3000")).not.toHaveProperty("strict-transport-security");
});
