import { expect, it } from "vitest";
import { isAboutNewKeys } from "#app/[locale]/(account)/account/_parts/is-about-new-keys.ts";

it.each([
  "/account",
  "/account/keys/reissue",
  "/account/requests/K7Q2M9XR4T8WB",
  "/account/requests/K7Q2M9XR4T8WB/install",
])("reminds nobody of ending keys on %s", (pathname) => {
  expect(isAboutNewKeys(pathname)).toBe(true);
});

it.each([
  ...["/account/keys", "/account/keys/51", "/account/keys/reissues", "/account/keys/revoke", "/account/requests"],
  ...["/account/profile", "/account/settings", "/account/security", "/organisation/approvals/K7Q2M9XR4T8WB"],
])("reminds of ending keys on %s", (pathname) => {
  expect(isAboutNewKeys(pathname)).toBe(false);
});
