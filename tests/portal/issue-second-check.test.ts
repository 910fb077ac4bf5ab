import { expect, it } from "vitest";
import { issueConfirmed } from "#portal/requests/issue-confirmed.ts";
import { later, request } from "#tests/support/confirmed.ts";
import { confirmed, plant } from "#tests/support/one-confirmed.ts";

it.each([
  [
    "the replaced certificate is revoked",
    `UPDATE certificate SET revoked_at = now(), revocation_reason = 'SUPERSEDED' WHERE id IN (SELECT replaces_id FROM key_request WHERE number = $)`,
    "NO_VALID_KEY",
  ],
  [
    "the holder is blocked",
    `UPDATE holder SET blocked_at = now() WHERE id IN (SELECT holder_id FROM key_request WHERE number = $)`,
    "HOLDER_BLOCKED",
  ],
])("B7: issues nothing when %s between confirmation and issue", async (_, sql, code) => {
  const { portal, number } = await confirmed();
  await portal.owner.$executeRawUnsafe(sql.replace("$", `'${number}'`));
  await issueConfirmed(portal.issuing);
  expect(await request(portal, number)).toMatchObject({
    state: "REJECTED",
    rejectedFor: code,
    certificates: [],
    intents: [],
  });
});

it("B7: issues nothing when the replaced certificate ended between confirmation and issue", async () => {
  const { portal, number } = await confirmed();
  later(portal, 366 * 86_400_000);
  await issueConfirmed(portal.issuing);
  expect(await request(portal, number)).toMatchObject({ state: "REJECTED", rejectedFor: "NO_VALID_KEY" });
});

it.each([
  ["is revoked", `UPDATE certificate SET revoked_at = now(), revocation_reason = 'KEY_COMPROMISE' WHERE holder_id = $`],
  ["has lost the role", `UPDATE holder SET template = 'EMPLOYEE' WHERE id = $`],
  ["is blocked", `UPDATE holder SET blocked_at = now() WHERE id = $`],
])("B13: issues nothing when the manager's word came from one who %s meanwhile", async (_, sql) => {
  const { portal, manager, number } = await confirmed();
  await portal.owner.$executeRawUnsafe(sql.replace("$", `'${manager.holderId}'`));
  await issueConfirmed(portal.issuing);
  expect(await request(portal, number)).toMatchObject({ state: "REJECTED", rejectedFor: "FORBIDDEN" });
});

it.each([
  ["a confirmation that nobody signed", "DELETE FROM decision", "FORBIDDEN"],
  [
    "a confirmation of another organisation",
    "UPDATE holder SET organisation_id = gen_random_uuid() WHERE template = 'FIRST_HEAD'",
    "FORBIDDEN",
  ],
  [
    "a confirmation by the applicant",
    "UPDATE holder SET person_id = (SELECT person_id FROM holder WHERE template = 'EMPLOYEE') WHERE template = 'FIRST_HEAD'",
    "OWN_REQUEST",
  ],
  [
    "another text than the one confirmed",
    "UPDATE signed_document SET text = replace(text, 'EMPLOYEE', 'FIRST_HEAD') WHERE purpose = 'CONFIRM'",
    "SIGNATURE_REFUSED",
  ],
  [
    "another form than the one signed",
    "UPDATE signed_document SET text = replace(text, 'PERSONAL_COMPUTER', 'KAZTOKEN') WHERE purpose = 'REISSUE'",
    "SIGNATURE_REFUSED",
  ],
  ["another storage", "UPDATE key_request SET storage = 'KAZTOKEN'", "SIGNATURE_REFUSED"],
  ["another e-mail", "UPDATE key_request SET email = 'thief@example.kz'", "SIGNATURE_REFUSED"],
  [
    "other keys than those confirmed",
    "UPDATE key_request SET auth_spki = sign_spki, sign_spki = auth_spki WHERE document_id IS NOT NULL",
    "SIGNATURE_REFUSED",
  ],
  [
    "a form without its signature",
    "UPDATE signed_document SET cms = (SELECT cms FROM signed_document WHERE purpose = 'CONFIRM') WHERE purpose = 'REISSUE'",
    "SIGNER_UNKNOWN",
  ],
  [
    "a holder of another template",
    "UPDATE holder SET template = 'HR' WHERE template = 'EMPLOYEE'",
    "SIGNATURE_REFUSED",
  ],
  [
    "a name that nobody signed",
    "UPDATE person SET surname = 'Басқа' WHERE id IN (SELECT person_id FROM holder WHERE template = 'EMPLOYEE')",
    "SIGNATURE_REFUSED",
  ],
  [
    "a confirmation that is said not to be needed",
    "UPDATE key_request SET confirmation = 'NOT_NEEDED' WHERE document_id IS NOT NULL",
    "FORBIDDEN",
  ],
  [
    "a confirmation that is said to be a demonstration",
    "UPDATE key_request SET confirmation = 'DEMONSTRATION' WHERE document_id IS NOT NULL",
    "FORBIDDEN",
  ],
  ["a confirmation after its time", "UPDATE decision SET decided_at = '2030-01-01'", "REQUEST_EXPIRED"],
])("C6: believes no row that no signature bears out: %s", async (_, sql, code) => {
  const { portal, number } = await confirmed();
  await plant(portal, sql);
  await issueConfirmed(portal.issuing);
  expect(await request(portal, number)).toMatchObject({ state: "REJECTED", rejectedFor: code, certificates: [] });
  expect(portal.authority.journal.lastCrlNumber({ kind: "FULL", shard: 0 })).toBe(0n);
});
