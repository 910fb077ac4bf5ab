import { decideOn } from "./support/decide.ts";
import { askForReissue } from "./support/reissue.ts";
import { signInAs, test } from "./support/visit.ts";
import { cancel, examineAll, examiner, trackAndInstall } from "./support/walk.ts";

/*
 * A step has no address of its own, so each language walks the journeys itself. At every step all of axe's rules are asked
 * at 1280 pixels in the walk's own scheme, and those of colour and width at 320 pixels in the other: each step is seen in
 * three languages, in both schemes and at both widths, though not in all twelve ways.
 */
const WALKS = [
  { language: "kk", colorScheme: "light", slug: "alma-employee-2", long: "" },
  // a run has time for one; the pages of all three languages are in pages.spec.ts
  { language: "ru", colorScheme: "dark", slug: "alma-right-to-sign", long: " @long" },
  { language: "en", colorScheme: "light", slug: "alma-hr", long: " @long" },
] as const;

// three requests, some sixty examinations
test.describe.configure({ mode: "parallel", timeout: 600_000 });

for (const { language, colorScheme, slug, long } of WALKS) {
  test(`axe finds nothing at any step of the journeys and on the pages around them, ${language}${long}`, async ({
    newVisit,
  }, testInfo) => {
    const ground = { language, colorScheme };
    const employee = await newVisit({ colorScheme });
    const asEmployee = { language, seen: examiner(employee, ground) };
    await signInAs(employee, slug, asEmployee);
    const cancelled = await askForReissue(employee, { ...asEmployee, algorithm: "EC" });
    await cancel(employee, cancelled, { ...asEmployee, slug });

    const manager = await newVisit({ colorScheme });
    const asManager = { language, seen: examiner(manager, ground) };
    await signInAs(manager, "alma-first-head", { language });
    const refused = await askForReissue(employee, { language, algorithm: "EC" });
    await decideOn(manager, refused, { ...asManager, reason: "Қызметкер ауысқан" });
    const confirmed = await askForReissue(employee, { language, algorithm: "EC" });
    await examineAll(employee, ground, [
      ...[
        "",
        "/keys",
        "/keys/reissue",
        "/keys/password",
        "/profile",
        "/profile/email",
        "/settings",
        "/security",
        "/requests",
      ].map((path) => `/account${path}`),
      ...["", "/receipt", "/install", "/cancel"].map((path) => `/account/requests/${confirmed}${path}`),
      ...[`/account/requests/${refused}`, `/account/requests/${cancelled}/cancel`, `/track/${confirmed}`],
    ]);
    await decideOn(manager, confirmed, asManager);
    await examineAll(manager, ground, [
      ...[
        "/account",
        "/organisation/approvals",
        "/organisation/approvals?tab=pending",
        "/organisation/approvals?tab=processed",
      ],
      ...[`/organisation/approvals/${refused}`, `/organisation/approvals/${confirmed}`],
    ]);

    await trackAndInstall(employee, confirmed, { ...asEmployee, folder: testInfo.outputPath() });
    await examineAll(employee, ground, ["/account", `/account/requests/${confirmed}`, `/track/${confirmed}`]);
  });
}
