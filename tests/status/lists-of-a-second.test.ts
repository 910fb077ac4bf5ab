import { expect, it } from "vitest";
import { publishCrl } from "#ca/revocation/publish-crl.ts";
import { revokeCertificate } from "#ca/revocation/store.ts";
import { openDatabase } from "#platform/database.ts";
import { answerFile } from "#status/answer-published.ts";
import { snapshotOf } from "#status/snapshot.ts";
import { readPublished } from "#status/store.ts";
import { NOW } from "#tests/support/authority.ts";
import { holder, type World, world } from "#tests/support/world.ts";

/** The complete list as `status` serves it now. */
async function served(here: World) {
  const db = openDatabase(here.database.urlAs("status"), { max: 1 });
  const published = await readPublished(db, () => undefined).finally(() => db.$disconnect());
  const now = here.clock.now();
  const file = snapshotOf(published, now).files.get("/crl/issuing.crl");
  if (!file) throw new Error("there is no list");
  return { file, ask: (headers: Record<string, string>) => answerFile(file, headers, now) };
}

async function revokeAndPublish(here: World): Promise<void> {
  const { holderId } = await holder(here);
  const { id: certificateId } = await here.owner.certificate.findFirstOrThrow({ where: { holderId, slot: "SIGN" } });
  const at = here.clock.now();
  await here.owner.$transaction((tx) => revokeCertificate(tx, { certificateId, reason: "KEY_COMPROMISE", at }));
  await publishCrl(here.issuing.authority, here.issuing.db, 0);
}

it("D1, D12: the second list of a second is sent to who has the first, and both are told apart by their tags", async () => {
  const here = await world();
  await revokeAndPublish(here);
  const first = await served(here);
  const date = { "if-modified-since": first.ask({}).headers["last-modified"] ?? "" };
  expect(first.ask(date).status).toBe(304);

  await revokeAndPublish(here);
  const second = await served(here);
  expect(second.ask({}).headers["last-modified"]).toBe(date["if-modified-since"]);
  expect(second.file.body.equals(first.file.body)).toBe(false);
  const again = second.ask(date);
  expect([again.status, again.body]).toEqual([200, second.file.body]);
  expect(second.ask({ ...date, "if-none-match": first.file.etag }).status).toBe(200);
  expect(second.ask({ ...date, "if-none-match": second.file.etag }).status).toBe(304);
});

it("D12: a list that is alone in its second is known by its date again", async () => {
  const here = await world();
  await revokeAndPublish(here);
  await revokeAndPublish(here);
  here.clock.set(new Date(NOW.getTime() + 1000));
  await revokeAndPublish(here);
  const { ask } = await served(here);
  expect(ask({ "if-modified-since": ask({}).headers["last-modified"] ?? "" }).status).toBe(304);
});
