import type { KeyCard } from "#portal/certificates/key-card.ts";
import type { Tone } from "#ui/tone.ts";

/** How the state of a key is coloured; the words beside it say the same. */
export const KEY_TONE: Readonly<Record<KeyCard["status"], Tone>> = {
  VALID: "success",
  EXPIRED: "neutral",
  ON_HOLD: "warning",
  REVOKED: "danger",
  NOT_YET_VALID: "info",
};
