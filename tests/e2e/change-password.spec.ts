import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import {
  contentOf,
  openChangeOfPassword,
  openWithOldPassword,
  protectionOf,
  setNewPassword,
} from "./support/change-password.ts";
import { keyFiles, PASSWORD } from "./support/demo.ts";
import { examine } from "./support/examine.ts";
import { fileBytes, holds, recordTraffic, storedIn } from "./support/traffic.ts";
import { expect, signIn, signInAs, test } from "./support/visit.ts";

const NEW_PASSWORD = "Jana-Qupiya7";
/** A script or the icon of the page, which a browser may ask for again. */
const PART = "a part of the page";
const GROUND = { language: "en", colorScheme: "light" } as const;

/** Every request from now on, as one line; what the browser's own address scheme answers leaves nothing. */
function requestsFrom(context: BrowserContext): readonly string[] {
  const seen: string[] = [];
  context.on("request", (request) => {
    const { protocol, pathname, search } = new URL(request.url());
    if (protocol === "blob:") return;
    const isOfThePage = pathname.startsWith("/_next/static/") || pathname === "/icon.svg";
    const asks = `${request.method()}${request.postData() === null ? "" : " with a body"}`;
    seen.push(isOfThePage && asks === "GET" && search === "" ? PART : `${asks} ${pathname}${search}`);
  });
  return seen;
}

/** Both downloads of the third step, saved under their names. */
async function download(page: Page, folder: (name: string) => string): Promise<readonly string[]> {
  const waiting = [/^AUTH_/, /^(?!AUTH_)/].map((name) =>
    page.waitForEvent("download", (one) => name.test(one.suggestedFilename())),
  );
  await page.getByRole("button", { name: "Download the new files" }).click();
  const saved = await Promise.all(waiting);
  return Promise.all(
    saved.map(async (one) => {
      const path = folder(one.suggestedFilename());
      await one.saveAs(path);
      return path;
    }),
  );
}

test("H1, H2, H3: a password is changed without a word to the server; the new files open everywhere with it alone, and sign in", async ({
  newVisit,
}, testInfo) => {
  const page = await newVisit();
  const old = keyFiles("alma-hr");
  await signInAs(page, "alma-hr");
  await openChangeOfPassword(page);
  const requests = requestsFrom(page.context());
  const { sent } = recordTraffic(page.context());

  await openWithOldPassword(page, { files: old.both });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Create a new password for your DS key");
  const keys = page.getByRole("list", { name: "The keys" }).getByRole("article");
  await expect(keys).toHaveCount(2);
  await expect(keys.first()).toContainText(/Key for signing in.*Validity.*2026/s);

  await examine(page, "change of password: password", GROUND);
  const problem = page.getByRole("alert", { name: "There is a problem" });
  await setNewPassword(page, PASSWORD);
  await expect(problem).toContainText("The new password must differ from the old one");
  await setNewPassword(page, "Qысқа");
  await expect(problem).toContainText("The password must be 6 characters or more");
  await expect(page.getByText("The password is being typed in non-Latin letters").first()).toBeVisible();
  await setNewPassword(page, NEW_PASSWORD, `${NEW_PASSWORD}8`);
  await expect(problem).toContainText("The two passwords are not the same");
  await setNewPassword(page, NEW_PASSWORD);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Save the new files", { timeout: 60_000 });
  await examine(page, "change of password: save", GROUND);
  const changed = await download(page, (name) => testInfo.outputPath(name));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The new key files are in your downloads");
  await expect(page.getByRole("main")).toContainText("The old files still open with the old password");

  await examine(page, "change of password: done", GROUND);

  const left = await storedIn(page);
  const traffic = await sent();
  expect(requests.filter((line) => line !== PART)).toEqual([]);
  for (const secret of [Buffer.from(PASSWORD), Buffer.from(NEW_PASSWORD), ...old.both.map(fileBytes)]) {
    expect(holds(traffic, secret)).toBe(false);
    expect(holds(Buffer.from(left), secret)).toBe(false);
  }

  await page.getByRole("main").getByRole("link", { name: "List of DS keys" }).click();
  await page.waitForURL("**/account/keys");
  expect(requests.join("\n"), "the recording sees a request").toContain("GET /en/account/keys");

  expect(changed.map((path) => basename(path))).toEqual(old.both.map((path) => basename(path)));
  for (const [place, path] of changed.entries()) {
    expect(protectionOf(path, NEW_PASSWORD)?.match(/PBES2.*AES-256-CBC, Iteration 600000/g)).toHaveLength(2);
    expect(protectionOf(path, PASSWORD)).toBeUndefined();
    expect(contentOf(path, NEW_PASSWORD)).toBe(contentOf(old.both[place] ?? "", PASSWORD));
  }
  const again = await newVisit();
  await signIn(again, changed, { password: NEW_PASSWORD });
});

test("H3: an old-format file is replaced where it lies by a modern one, and the key that was open is closed", async ({
  newVisit,
}, testInfo) => {
  const page = await newVisit({ saving: "folder" });
  const { sign } = keyFiles("alma-right-to-sign");
  const before = testInfo.outputPath("RSA256_old.p12");
  writeFileSync(testInfo.outputPath("key.pem"), contentOf(sign, PASSWORD));
  execFileSync("openssl", [
    ...["pkcs12", "-export", "-legacy", "-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-RC2-40", "-macalg", "sha1"],
    ...["-in", testInfo.outputPath("key.pem"), "-name", "my key", "-out", before, "-passout", `pass:${PASSWORD}`],
  ]);
  await signInAs(page, "alma-right-to-sign");
  await openChangeOfPassword(page);
  await putIntoTheBrowser(page, before);

  await page.getByRole("button", { name: "Choose a file" }).click();
  await expect(page.getByText("Chosen: RSA256_old.p12")).toBeVisible();
  await openWithOldPassword(page, {});
  await setNewPassword(page, NEW_PASSWORD);
  await page.getByRole("button", { name: "Replace the old file" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The password is changed");

  const after = testInfo.outputPath("RSA256_new.p12");
  writeFileSync(after, Buffer.from(await takeFromTheBrowser(page, "RSA256_old.p12")));
  expect(protectionOf(after, NEW_PASSWORD)).toContain("PBES2");
  expect(protectionOf(after, PASSWORD)).toBeUndefined();
  expect(contentOf(after, NEW_PASSWORD)).toBe(contentOf(before, PASSWORD));
  await expect(page.getByText("Key in use")).toHaveCount(0);
});

async function putIntoTheBrowser(page: Page, path: string): Promise<void> {
  await page.evaluate(
    async ({ name, bytes }) => {
      const handle = await (await navigator.storage.getDirectory()).getFileHandle(name, { create: true });
      const stream = await handle.createWritable();
      await stream.write(new Uint8Array(bytes));
      await stream.close();
    },
    { name: basename(path), bytes: [...readFileSync(path)] },
  );
}

async function takeFromTheBrowser(page: Page, name: string): Promise<readonly number[]> {
  return page.evaluate(async (wanted) => {
    const handle = await (await navigator.storage.getDirectory()).getFileHandle(wanted);
    return [...new Uint8Array(await (await handle.getFile()).arrayBuffer())];
  }, name);
}

test("whoever fears that somebody else has the key is led to revoking it, for that reason", async ({ newVisit }) => {
  const page = await newVisit();
  await signInAs(page, "alma-hr");
  await openChangeOfPassword(page);
  await page.getByText("If somebody else may have your key").click();
  await page.getByRole("link", { name: "Revoke the key" }).click();
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Change of DS key password");
  await page
    .getByRole("checkbox", { name: /Key for signing,/ })
    .first()
    .check();
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await expect(page.getByRole("radio", { checked: true })).toHaveAccessibleName(/somebody else may have it/);
});
