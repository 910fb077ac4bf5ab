import { inflateSync } from "node:zlib";
import { expect, it } from "vitest";
import { toHex } from "#pki/bytes.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { opensslIn, temporaryFolder } from "#tests/support/openssl.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { call, codeOf, type Visitor } from "#tests/support/visitor.ts";
import { holder, type World, world } from "#tests/support/world.ts";

const openssl = opensslIn(temporaryFolder());

const file = (browser: Visitor, serial: string, form: string) =>
  call(browser, "GET /api/certificates/[serial]", { serial, query: `?form=${form}` });
const report = (browser: Visitor, query: Readonly<Record<string, string>>) =>
  call(browser, "GET /api/certificates", { query: `?${new URLSearchParams(query)}` });
const csv = { form: "csv", scope: "own", language: "en" };
const lines = ({ bytes }: { readonly bytes: Uint8Array }) =>
  Buffer.from(bytes).toString("utf8").trimEnd().split("\r\n");

it("gives a certificate as DER, as PEM and with its chain, and OpenSSL verifies one with the other", async () => {
  const portal = await world();
  const person = await holder(portal);
  const browser = await signedIn(portal, person);
  const { serial, subjectKeyIdentifier } = parseCertificate(person.certificates.AUTH);
  const ski = toHex(subjectKeyIdentifier ?? new Uint8Array());
  const [der, pem, chain] = [
    await file(browser, serial, "der"),
    await file(browser, serial, "pem"),
    await file(browser, serial, "chain"),
  ];
  expect(der.bytes).toEqual(person.certificates.AUTH);
  expect([der, pem, chain].map(({ headers }) => headers.get("content-disposition"))).toEqual([
    `attachment; filename="AUTH_EC256_${ski}.cer"`,
    `attachment; filename="AUTH_EC256_${ski}.pem"`,
    `attachment; filename="AUTH_EC256_${ski}_chain.pem"`,
  ]);
  for (const { headers } of [der, pem, chain]) expect(headers.get("cache-control")).toBe("private, no-store");

  openssl.write("leaf.pem", pem.bytes);
  const all =
    Buffer.from(chain.bytes)
      .toString("latin1")
      .match(/-----BEGIN[\s\S]+?-----END CERTIFICATE-----\n/g) ?? [];
  expect(all).toHaveLength(3);
  expect(all[0]).toBe(Buffer.from(pem.bytes).toString("latin1"));
  openssl.write("issuing.pem", all[1] ?? "");
  openssl.write("root.pem", all[2] ?? "");
  const at = String(Math.floor(portal.clock.now().getTime() / 1000));
  expect(
    openssl.says(
      ...["verify", "-x509_strict", "-attime", at, "-CAfile", "root.pem", "-untrusted", "issuing.pem", "leaf.pem"],
    ),
  ).toBe("leaf.pem: OK\n");
});

it("refuses a form of file that there is none of", async () => {
  const portal = await world();
  const person = await holder(portal);
  const browser = await signedIn(portal, person);
  const { serial } = parseCertificate(person.certificates.AUTH);
  expect(codeOf(await file(browser, serial, "exe"))).toBe("INPUT_INVALID");
  expect(codeOf(await report(browser, { ...csv, form: "xls" }))).toBe("INPUT_INVALID");
});

it("writes the whole list as CSV, all pages of it, in the language that is asked for", async () => {
  const portal = await world();
  const manager = await holder(portal, { template: "FIRST_HEAD" });
  for (let count = 0; count < 3; count++) await holder(portal);
  const browser = await signedIn(portal, manager);
  const answer = await report(browser, { ...csv, scope: "staff", language: "kk" });
  expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect([...answer.bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const [head, ...rows] = lines(answer);
  expect(head).toContain('"Сериялық нөмірі"');
  expect(rows).toHaveLength(8);
  for (const row of rows) expect(row).toContain("Серікова Айгүл Нұрланқызы");

  const signing = lines(await report(browser, { ...csv, scope: "staff", slot: "SIGN" }));
  expect(signing).toHaveLength(1 + 4);
});

/** What a reader of the document can search: the letters that its glyphs stand for, of all compressed parts. */
function unicodeIn(pdf: Buffer): string {
  const parts: string[] = [];
  for (let at = pdf.indexOf("stream\n"); at >= 0; at = pdf.indexOf("stream\n", at + 1)) {
    const end = pdf.indexOf("\nendstream", at);
    if (end > at) parts.push(inflated(pdf.subarray(at + "stream\n".length, end)));
  }
  const codes = parts
    .filter((part) => part.includes("beginbfrange"))
    .flatMap((part) => part.match(/(?<=<)[0-9a-f]{4}(?=>)/gi) ?? []);
  return codes.map((code) => String.fromCharCode(Number.parseInt(code, 16))).join("");
}

function inflated(part: Buffer): string {
  try {
    return inflateSync(part).toString("latin1");
  } catch {
    return "";
  }
}

it("writes a PDF in Kazakh letters that can be searched, a page for each as many keys as fit", async () => {
  const portal = await world();
  const manager = await holder(portal, { template: "FIRST_HEAD" });
  for (let count = 0; count < 8; count++) await holder(portal);
  const browser = await signedIn(portal, manager);
  const answer = await report(browser, { ...csv, form: "pdf", scope: "staff", language: "kk", status: "VALID" });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/pdf"]);
  const pdf = Buffer.from(answer.bytes);
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  expect(pdf.toString("latin1").match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(1);
  for (const letter of "әқүұіңғө") expect.soft(unicodeIn(pdf), letter).toContain(letter);
});

it("gives the staff's report to a senior manager alone, and of their own organisation", async () => {
  const portal = await world();
  const employee = await holder(portal);
  const stranger = await holder(portal, { template: "FIRST_HEAD", bin: "150940999028" });
  const staff = { ...csv, scope: "staff" };
  expect(codeOf(await report(await signedIn(portal, employee), staff))).toBe("FORBIDDEN");
  expect(codeOf(await report(await signedIn(portal, employee), { ...staff, form: "pdf" }))).toBe("FORBIDDEN");
  const theirs = lines(await report(await signedIn(portal, stranger), staff));
  expect(theirs).toHaveLength(1 + 2);
});

it("counts reports and downloads, so that nobody guesses at serial numbers or keeps the process busy", async () => {
  const portal: World = await world({ limits: { download: 5, report: 2 } });
  const person = await holder(portal);
  const browser = await signedIn(portal, person);
  const guess = () => file(browser, "51".repeat(20), "der");
  for (let count = 0; count < 5; count++) expect((await guess()).status).toBe(404);
  expect((await guess()).status).toBe(429);
  expect(codeOf(await file(browser, parseCertificate(person.certificates.AUTH).serial, "der"))).toBe(
    "TOO_MANY_REQUESTS",
  );
  for (let count = 0; count < 2; count++) expect((await report(browser, csv)).status).toBe(200);
  expect((await report(browser, csv)).status).toBe(429);
});
