import { expect, it } from "vitest";
import { releaseText, revokeText } from "#portal/documents/contract.ts";
import { MAX_SERIALS, RecentOrders, Release, Revoke } from "#portal/revocation/contract.ts";

const COMMON = { origin: "https://tanba.test", nonce: "N".repeat(43) } as const;
const AUTH = { serial: "5a01", slot: "AUTH", iin: "850101300123", name: "Әуезова Гүлнұр Қайратқызы" } as const;
const SIGN = { ...AUTH, serial: "1f02", slot: "SIGN" } as const;

it("H4: the text of a revocation names every certificate, whose it is and the reason, in any order the same", () => {
  const text = revokeText({ ...COMMON, language: "ru", reason: "SUPERSEDED", certificates: [AUTH, SIGN] });
  expect(text).toBe(`TANBA-SIGN/1
purpose: revoke
certificate-01: 1f02, SIGN, 850101300123, Әуезова Гүлнұр Қайратқызы
certificate-02: 5a01, AUTH, 850101300123, Әуезова Гүлнұр Қайратқызы
certificates: 2
language: ru
nonce: ${COMMON.nonce}
origin: https://tanba.test
reason: SUPERSEDED
statement: Я прошу отозвать эти регистрационные свидетельства.
`);
  const turned = { ...COMMON, language: "ru", reason: "SUPERSEDED", certificates: [SIGN, AUTH] } as const;
  expect(revokeText(turned)).toBe(text);
});

it("H4: a hold and its end have sentences of their own", () => {
  const hold = revokeText({ ...COMMON, language: "en", reason: "CERTIFICATE_HOLD", certificates: [AUTH] });
  expect(hold).toContain("\nstatement: I ask for these registration certificates to be put on hold.\n");
  const lifted = releaseText({ ...COMMON, language: "en", certificate: AUTH, expiresAt: "2026-11-25T10:00:00.000Z" });
  expect(lifted).toContain("\npurpose: release\n");
  expect(lifted).toContain("\nexpires: 2026-11-25T10:00:00.000Z\n");
});

const REVOKE = { nonce: COMMON.nonce, language: "kk", serials: ["5a01"], reason: "KEY_COMPROMISE", cms: "AAAA" };

it.each([
  ["no serial", { serials: [] }],
  ["one serial twice", { serials: ["5a01", "5a01"] }],
  ["more serials than are read before signing", { serials: Array.from({ length: MAX_SERIALS + 1 }, serialOf) }],
  ["a serial in capitals", { serials: ["5A01"] }],
  ["half an octet", { serials: ["5a0"] }],
  ["a reason that this authority does not give", { reason: "PRIVILEGE_WITHDRAWN" }],
  ["anything more", { revokedAt: "2026-11-25" }],
])("refuses %s in an order to revoke", (_, wrong) => {
  expect(Revoke.safeParse(REVOKE).success).toBe(true);
  expect(Revoke.safeParse({ ...REVOKE, ...wrong }).success).toBe(false);
});

it("takes one serial in an order to lift a hold", () => {
  const release = { nonce: COMMON.nonce, language: "kk", serial: "5a01", cms: "AAAA" };
  expect(Release.safeParse(release).success).toBe(true);
  expect(Release.safeParse({ ...release, serial: ["5a01"] }).success).toBe(false);
});

it("tells of an order what became of it and nothing else", () => {
  const order = { order: "019ab000-0000-7000-8000-000000000000", serial: "5a01", state: "PENDING" };
  expect(RecentOrders.safeParse({ orders: [order] }).success).toBe(true);
  expect(RecentOrders.safeParse({ orders: [{ ...order, reason: "SUPERSEDED" }] }).success).toBe(false);
});

function serialOf(_: unknown, at: number): string {
  return (0x1000 + at).toString(16);
}
