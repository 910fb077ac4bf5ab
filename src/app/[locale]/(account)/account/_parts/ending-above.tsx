import { pageVisitor } from "#http/page.ts";
import { endingKeys } from "#portal/profile/ending-keys.ts";
import { EndingBanner } from "./ending-banner.tsx";
import { UnlessRenewing } from "./unless-renewing.tsx";

/** Above every page of whoever is signed in, for the last 30 days of their keys. */
export async function EndingAbove() {
  const { context, actor } = await pageVisitor();
  const keys = actor && (await endingKeys(context, actor));
  if (!keys) return null;
  return (
    <UnlessRenewing>
      <EndingBanner keys={keys} />
    </UnlessRenewing>
  );
}
