/** Below the signer's minute, so that an intent found fresh still is when it arrives there. */
const FRESH_MS = 45_000;

/** Whether the signer will still sign an intent that it has not seen; if not, its serial has to be buried first. */
export function isFresh({ createdAt }: { readonly createdAt: Date }, now: Date): boolean {
  // another job may have recorded it a moment after `now` was read: that makes it no older
  return Math.abs(now.getTime() - createdAt.getTime()) <= FRESH_MS;
}
