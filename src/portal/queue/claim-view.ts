import { fullName } from "#portal/people/full-name.ts";

/** After so long a claim that was forgotten keeps nobody from the request. */
export const CLAIM_LASTS_MS = 8 * 3_600_000;

/** Who looks at a request. */
export interface ClaimView {
  readonly name: string;
  readonly at: Date;
  readonly mine: boolean;
}

interface Claim {
  readonly claimedAt: Date;
  readonly holderId: string;
  readonly holder: { readonly person: Parameters<typeof fullName>[0] };
}

/** @param viewer the holder who looks */
export function claimView(claim: Claim | null, viewer: string, now: Date): ClaimView | undefined {
  if (!claim || now.getTime() - claim.claimedAt.getTime() > CLAIM_LASTS_MS) return undefined;
  return { name: fullName(claim.holder.person), at: claim.claimedAt, mine: claim.holderId === viewer };
}
