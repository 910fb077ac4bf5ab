import { expect, it } from "vitest";
import { maskedIin } from "#portal/people/masked-iin.ts";

it("tells on paper no more of an IIN than its last four digits", () => {
  expect(maskedIin("910101300123")).toBe("••••••••0123");
});
