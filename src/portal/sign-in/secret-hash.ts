import type { Context } from "#portal/context.ts";

/** What is stored of a secret that a browser holds: its SHA-256, since 256 random bits need no salt and no stretching. */
export async function secretHash(
  { primitives }: Pick<Context, "primitives">,
  secret: string,
): Promise<Uint8Array<ArrayBuffer>> {
  return Uint8Array.from(await primitives.digest("SHA-256", new TextEncoder().encode(secret)));
}
