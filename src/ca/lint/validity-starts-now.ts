import type { CommonLint } from "./lint.ts";

const TOLERANCE_MS = 60_000;

export const validityStartsNow: CommonLint = {
  rule: "validity-starts-now",
  source: "no certificate is dated back or ahead (CA/Browser Forum, WoSign and StartCom)",
  find({ certificate: { notBefore }, now }) {
    const age = now.getTime() - notBefore.getTime();
    return age >= 0 && age <= TOLERANCE_MS ? undefined : `starts ${notBefore.toISOString()} at ${now.toISOString()}`;
  },
};
