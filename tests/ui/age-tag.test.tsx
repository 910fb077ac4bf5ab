import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { AgeTag } from "#app/[locale]/(organisation)/organisation/approvals/age-tag.tsx";
import en from "#i18n/messages/en/approvals.json" with { type: "json" };

const said = (label: "IN_TIME" | "DUE" | "OVERDUE", inPlace: boolean) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={{ approvals: en }} timeZone="Asia/Almaty">
      <AgeTag ageing={{ label, workingDays: 6 }} inPlace={inPlace} />
    </NextIntlClientProvider>,
  ).replace(/<[^>]*>/g, "");

it("passes what a first head has let wait too long on to whoever decides in their place, and nothing before", () => {
  expect(said("OVERDUE", true)).toBe("Passed on to you: waits for 6 working days");
  expect(said("OVERDUE", false)).toBe("Overdue: waits for 6 working days");
  expect(said("DUE", true)).toBe("Due: waits for 6 working days");
  expect(said("IN_TIME", true)).toBe("Waits for 6 working days");
});
