import { describe, expect, test } from "vitest";
import { sortOpened } from "#app/[locale]/_keys/sort-opened.ts";
import type { OpenedKey } from "#browser/keystore/opened-key.ts";

const key = (id: string, changes: Partial<OpenedKey> = {}): OpenedKey => ({
  id,
  fileName: `${id}.p12`,
  purpose: "SIGN_IN",
  commonName: "ТЕСТ АДАМ",
  serial: "10",
  notBefore: "2026-01-01T00:00:00Z",
  notAfter: "2027-01-01T00:00:00Z",
  validity: "VALID",
  issuer: "OURS",
  ...changes,
});

const signIn = key("auth");
const signing = key("rsa", { purpose: "SIGNING" });

describe("of the keys that were opened", () => {
  test("the right one of a pair is picked, whatever else the folder held", () => {
    const problems = [{ fileName: "photo.jpg", problem: "NOT_A_KEY_FILE" as const }];
    expect(sortOpened({ keys: [signing, signIn], problems }, "SIGN_IN")).toEqual({ usable: [signIn] });
    expect(sortOpened({ keys: [signing, signIn], problems }, "SIGNING")).toEqual({ usable: [signing] });
  });

  test("an expired one gives way to one in force", () => {
    const old = key("old", { validity: "EXPIRED" });
    expect(sortOpened({ keys: [old, signIn], problems: [] }, "SIGN_IN")).toEqual({ usable: [signIn] });
  });

  test("several in force are left to the person", () => {
    const second = key("second");
    expect(sortOpened({ keys: [signIn, second], problems: [] }, "SIGN_IN")).toEqual({ usable: [signIn, second] });
  });

  test.each([
    ["a signing key alone", signing, "SIGN_IN", "onlySigning"],
    ["a sign-in key alone", signIn, "SIGNING", "onlySignIn"],
    ["an expired key", key("a", { validity: "EXPIRED" }), "SIGN_IN", "expired"],
    ["a key of tomorrow", key("a", { validity: "NOT_YET_VALID" }), "SIGN_IN", "notYet"],
    ["a key of another authority", key("a", { issuer: "UNKNOWN" }), "SIGN_IN", "foreign"],
    ["another authority's signing key", key("a", { issuer: "UNKNOWN", purpose: "SIGNING" }), "SIGN_IN", "foreign"],
    ["a key for nothing known", key("a", { purpose: "NEITHER" }), "SIGN_IN", "none"],
  ] as const)("%s is recognised and named", (_, shown, purpose, kind) => {
    expect(sortOpened({ keys: [shown], problems: [] }, purpose)).toEqual({ wall: { kind, shown } });
  });

  test("a wrong password is told before the other file's purpose", () => {
    const problems = [{ fileName: "auth.p12", problem: "PASSWORD_WRONG" as const }];
    expect(sortOpened({ keys: [signing], problems }, "SIGN_IN")).toEqual({ problems });
  });

  test("files that hold nothing are told one by one", () => {
    const problems = [{ fileName: "a.p12", problem: "EMPTY" as const }];
    expect(sortOpened({ keys: [], problems }, "SIGN_IN")).toEqual({ problems });
  });
});
