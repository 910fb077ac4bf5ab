/** Below the signer's minute, so that an intent found fresh still is when it arrives there. */
const FRESH_MS = 45_000;

/** Whether the signer will still sign an intent that it has not seen; if not, its serial has to be buried first. */
export function isFresh({ createdAt }: { readonly createdAt: Date }, now: Date): boolean {
  const age = now.getTime() - createdAt.getTime();
  return age >= 0 && age <= FRESH_MS;
}
