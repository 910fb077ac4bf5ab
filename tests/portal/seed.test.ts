import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { openPkcs12 } from "#pki/pkcs12.ts";
import { world } from "#tests/support/world.ts";
import { DEMO_PEOPLE } from "../../prisma/demo-people.ts";
import { DEMO_PASSWORD, seedWith } from "../../prisma/seed.ts";

it("gives every person of the demonstration two key files once, and revokes those that are to be revoked", async () => {
  const { founding, owner } = await world();
  const folder = mkdtempSync(join(tmpdir(), "tanba-demo-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));

  const rows = await seedWith(founding, { folder });
  const certificates = await owner.certificate.count();
  expect(await seedWith(founding, { folder })).toEqual(rows);
  expect(await owner.certificate.count()).toBe(certificates);
  expect(certificates).toBe(2 * DEMO_PEOPLE.length);

  for (const { files, folder: own } of rows) expect(readdirSync(own).toSorted()).toEqual(files.toSorted());
  const revoked = await owner.certificate.findMany({
    where: { revokedAt: { not: null } },
    include: { holder: { include: { person: true } } },
  });
  expect(revoked.map(({ holder }) => holder.person.iin)).toEqual(["870808399100", "870808399100"]);
});

it("writes files that open with the demonstration's password and hold the certificate on record", async () => {
  const { founding, owner } = await world();
  const folder = mkdtempSync(join(tmpdir(), "tanba-demo-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [row] = await seedWith(founding, { folder });

  for (const file of row?.files ?? []) {
    const [entry] = await openPkcs12(new Uint8Array(readFileSync(join(row?.folder ?? "", file))), DEMO_PASSWORD, {
      crypto,
    });
    const der = new Uint8Array(entry?.certificate ?? []);
    expect(await owner.certificate.count({ where: { der } })).toBe(1);
  }
});

it("gives new keys to somebody whose files are lost", async () => {
  const { founding, owner } = await world();
  const folder = mkdtempSync(join(tmpdir(), "tanba-demo-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [row] = await seedWith(founding, { folder });
  rmSync(row?.folder ?? "", { recursive: true });

  await seedWith(founding, { folder });
  expect(await owner.certificate.count()).toBe(2 * DEMO_PEOPLE.length + 2);
});

const weigh = (digits: string, weights: readonly number[]) =>
  weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11;

it("invents numbers whose check digits fit", () => {
  const numbers = DEMO_PEOPLE.flatMap(({ iin, organisation }) => [iin, ...(organisation ? [organisation.bin] : [])]);
  for (const number of numbers) {
    const first = weigh(number, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(String(first === 10 ? weigh(number, [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) : first), number).toBe(
      number.at(-1),
    );
  }
});
