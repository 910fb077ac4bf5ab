import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { openChangeOfPassword, openWithOldPassword } from "./support/change-password.ts";
import { keyFiles, PASSWORD } from "./support/demo.ts";
import { expect, signInAs, test } from "./support/visit.ts";

test("H5: what is no key file, has another password or costs too much is refused in a sentence, while the page answers", async ({
  newVisit,
}, testInfo) => {
  const page = await newVisit();
  const { auth } = keyFiles("alma-financial");
  await signInAs(page, "alma-financial");
  await openChangeOfPassword(page);
  const hostile = (name: string, bytes: Uint8Array) => {
    writeFileSync(testInfo.outputPath(name), bytes);
    return testInfo.outputPath(name);
  };
  const lengths = new Uint8Array(900_000).map((_, at) => (at % 2 ? 0x80 : 0x30));
  const problem = page.getByRole("alert", { name: "There is a problem" });
  for (const [files, password, sentence] of [
    [[auth], "Wrong-1", "Incorrect password. You can try again, nothing is locked"],
    [[hostile("photo.p12", Uint8Array.of(0xff, 0xd8))], PASSWORD, "photo.p12: this is not a key file"],
    [[auth, hostile("nested.p12", lengths)], PASSWORD, "nested.p12: this is not a key file"],
    [[hostile("large.p12", new Uint8Array(1_048_577))], PASSWORD, "large.p12: a key file must be smaller than 1 MB"],
    [
      [hostile("dear.p12", dear(auth, testInfo.outputPath("key.pem")))],
      PASSWORD,
      "dear.p12: opening the file would take too much",
    ],
  ] as const) {
    const pauses = await pausesWhile(page, () => openWithOldPassword(page, { files, password }), sentence);
    await expect(problem).toContainText(sentence);
    expect(pauses.longest, `${sentence}: the page answers meanwhile`).toBeLessThan(Math.max(pauses.total / 2, 250));
    await expect(page.getByLabel("The password that the key has now")).toHaveValue("");
  }
  await openWithOldPassword(page, { files: [auth] });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Create a new password for your DS key");
});

/** How long the page was deaf while it worked, in milliseconds: the longest pause between two turns of its own clock. */
async function pausesWhile(page: Page, act: () => Promise<void>, until: string) {
  const watching = page.evaluate(async (sentence) => {
    const begun = performance.now();
    let [last, longest] = [begun, 0];
    while (!document.querySelector("main [role=alert]")?.textContent?.includes(sentence)) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }
    return { longest, total: last - begun };
  }, until);
  await act();
  return watching;
}

/** The key in a file of OpenSSL's with eight million rounds for its integrity check, which stands last, in as many bytes as 600,000. */
function dear(path: string, pem: string): Uint8Array {
  openssl("pkcs12", "-in", path, "-passin", `pass:${PASSWORD}`, "-nodes", "-out", pem);
  const bytes = openssl("pkcs12", "-export", "-in", pem, "-iter", "600000", "-passout", `pass:${PASSWORD}`);
  bytes.set([0x7f, 0xff, 0xff], bytes.lastIndexOf(Buffer.from([0x02, 0x03, 0x09, 0x27, 0xc0])) + 2);
  return bytes;
}

const openssl = (...args: readonly string[]) => execFileSync("openssl", args, { stdio: "pipe" });
