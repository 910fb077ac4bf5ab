import { equalBytes } from "#pki/bytes.ts";
import type { Actor } from "#portal/actor.ts";
import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { PortalError, type PortalErrorCode } from "#portal/error.ts";
import type { Code, StepUpPurpose } from "./contract.ts";
import { findAsked, type Redeemed, tryCode } from "./store.ts";

const REFUSAL = {
  WRONG: "CODE_WRONG",
  TOO_MANY: "CODE_TOO_MANY_TRIES",
  EXPIRED: "CODE_EXPIRED",
  UNKNOWN: "CODE_EXPIRED",
} as const satisfies Record<Exclude<Redeemed, "REDEEMED">, PortalErrorCode>;

/** A code that was right, and the text that it was asked for: none other passes. */
export interface RedeemedCode {
  readonly id: string;
  /** @throws {PortalError} CODE_REQUIRED for another text than the code was asked for */
  requireFor(text: string): Promise<void>;
}

/**
 * Redeems a code, before anything else is used up: a wrong one costs a try and nothing besides.
 *
 * It is used afterwards, whatever becomes of what it was asked for. The worker asks the register for it once more.
 *
 * @throws {PortalError} CODE_REQUIRED for none, CODE_EXPIRED for one that is unknown, used, too old or for another purpose,
 *   STEP_UP_IMPOSSIBLE where none could be sent, CODE_TOO_MANY_TRIES, CODE_WRONG
 */
export async function requireCode(
  context: Context,
  { holderId }: Actor,
  purpose: StepUpPurpose,
  code: Code | undefined,
): Promise<RedeemedCode> {
  if (!code) throw new PortalError("CODE_REQUIRED");
  const { db, clock, primitives } = context;
  const asked = await findAsked(db, { id: code.id, holderId });
  if (!asked || asked.purpose !== purpose) throw new PortalError("CODE_EXPIRED");
  if (asked.refusedFor !== null) throw new PortalError("STEP_UP_IMPOSSIBLE");
  const { textSha256 } = asked;
  const outcome = await db.$transaction(async (tx) => {
    const became = await tryCode(tx, { ...code, holderId, textSha256 });
    const action = became === "REDEEMED" ? "code-redeemed" : "code-refused";
    const facts = { code: code.id, purpose, outcome: became };
    await recordEvents(tx, [{ at: clock.now(), action, actorId: holderId, facts }]);
    return became;
  });
  if (outcome !== "REDEEMED") throw new PortalError(REFUSAL[outcome]);
  return {
    id: code.id,
    async requireFor(text) {
      const built = await primitives.digest("SHA-256", new TextEncoder().encode(text));
      if (!equalBytes(built, textSha256)) throw new PortalError("CODE_REQUIRED", { detail: "a code for another text" });
    },
  };
}
