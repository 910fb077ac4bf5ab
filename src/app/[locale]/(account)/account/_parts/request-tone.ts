import type { RequestState } from "#portal/requests/contract.ts";
import type { Tone } from "#ui/tone.ts";

/** How a state is coloured; the words beside it say the same. */
export const REQUEST_TONE: Readonly<Record<RequestState, Tone>> = {
  SUBMITTED: "info",
  CONFIRMED: "info",
  ISSUING: "info",
  ISSUED: "success",
  INSTALLED: "success",
  REFUSED: "danger",
  CANCELLED: "neutral",
  EXPIRED: "warning",
  REJECTED: "danger",
};
