import { decideOn } from "./support/decide.ts";
import { PASSWORD } from "./support/demo.ts";
import { installWith } from "./support/install.ts";
import { askForReissue } from "./support/reissue.ts";
import { expect, signIn, signInAs, test } from "./support/visit.ts";

test("a lost browser profile costs nothing while the file of the waiting keys is there", async ({
  newVisit,
}, testInfo) => {
  const first = await newVisit();
  await signInAs(first, "dala-first-head");
  const saved = first.waitForEvent("download");
  const number = await askForReissue(first, { algorithm: "EC" });
  const file = testInfo.outputPath(`TANBA_${number}.pem`);
  await (await saved).saveAs(file);
  await first.context().close();

  const elsewhere = await newVisit();
  await signInAs(elsewhere, "dala-first-head");
  await expect(async () => {
    await elsewhere.goto(`/en/account/requests/${number}/install`);
    await expect(elsewhere.getByText("The new keys are not in this browser")).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 20_000 });
  await elsewhere.getByTestId("waiting-file-files").setInputFiles(file);
  await elsewhere.getByLabel("Password of the key that signed the request").fill("Not-It-9");
  await elsewhere.getByRole("button", { name: "Open", exact: true }).click();
  await expect(elsewhere.getByRole("alert", { name: "There is a problem" })).toContainText("Incorrect password");

  await elsewhere.getByLabel("Password of the key that signed the request").fill(PASSWORD);
  await elsewhere.getByRole("button", { name: "Open", exact: true }).click();
  const files = await installWith(elsewhere, "Jana-Kilt7", { folder: testInfo.outputPath() });
  expect(files[0]).toMatch(/AUTH_EC256_[0-9a-f]{40}\.p12$/);

  const again = await newVisit();
  await signIn(again, files, { password: "Jana-Kilt7" });
});

test("another organisation's manager sees neither the request nor that it exists; a refusal's reason reaches the applicant word for word, and stays text @long", async ({
  newVisit,
  expectAnswers,
}) => {
  expectAnswers(404);
  const reason = `<img src=x onerror="alert(1)"> =1+1 "A&B" {{7*7}}`;
  const employee = await newVisit();
  employee.on("dialog", () => {
    throw new Error("a dialog opened");
  });
  await signInAs(employee, "dala-employee");
  const number = await askForReissue(employee, { algorithm: "EC" });

  const stranger = await newVisit();
  await signInAs(stranger, "alma-first-head");
  const foreign = await stranger.goto(`/en/organisation/approvals/${number}`);
  const absent = await stranger.goto("/en/organisation/approvals/0000000000000");
  expect([foreign?.status(), absent?.status()]).toEqual([404, 404]);

  const manager = await newVisit();
  await signInAs(manager, "dala-first-head");
  await decideOn(manager, number, { reason });
  await employee.goto(`/en/account/requests/${number}`);
  await expect(employee.getByRole("main")).toContainText(reason);
  await expect(employee.locator("img[src=x]")).toHaveCount(0);
});

test("where the browser has a folder picker, the waiting keys go into the folder that was chosen", async ({
  newVisit,
}) => {
  const page = await newVisit({ saving: "folder" });
  await signInAs(page, "alma-first-head");
  const number = await askForReissue(page, { algorithm: "EC" });
  const kept = await page.evaluate(async (name) => {
    const folder = await navigator.storage.getDirectory();
    return (await (await folder.getFileHandle(name)).getFile()).text();
  }, `TANBA_${number}.pem`);
  expect(kept.match(/-----BEGIN ENCRYPTED PRIVATE KEY-----/g)).toHaveLength(2);
});
