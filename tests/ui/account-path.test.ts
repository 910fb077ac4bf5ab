import { expect, test } from "vitest";
import { accountPath } from "#app/[locale]/(public)/sign-in/account-path.ts";

test.each(["/account", "/account/requests/0A1B2C3D4E5F3/install", "/organisation/approvals", "/operator"])(
  "leads back to %s after signing in",
  (asked) => {
    expect(accountPath(asked)).toBe(asked);
  },
);

test.each([
  [undefined],
  ["//evil.example"],
  ["https://evil.example/account"],
  ["/account@evil.example"],
  ["/account/../help"],
  ["/account\\evil"],
  ["/accounts"],
  ["/operators"],
  [["/account/keys", "/account/keys"]],
])("leads nowhere but home for %j", (asked) => {
  expect(accountPath(asked)).toBe("/account/start");
});
