import type { OcspWindow } from "#ca/revocation/ocsp-window.ts";
import { toHex } from "#pki/bytes.ts";
import type { CertId, OcspRequest } from "#pki/ocsp-request.ts";
import { ocspError } from "#pki/ocsp-response.ts";
import { answerCache, bodyOf, type MadeFrom } from "./answer-cache.ts";
import { type Desk, type DeskParts, openDesk } from "./desk.ts";
import { isSilent } from "./is-silent.ts";
import { readQuestion } from "./read-question.ts";
import { type Found, signAnswer } from "./sign-answer.ts";
import type { UnissuedAlarm } from "./unissued.ts";

/** The answer to one question. */
export interface OcspAnswer {
  readonly body: Buffer;
  /** When others may keep it, and until when; absent for an answer to one question alone, and for an error. */
  readonly window?: OcspWindow;
}

export interface Responder {
  /** @param question the bytes that were sent. Throws for none. */
  answer(question: Buffer, now: Date): OcspAnswer;
  /** Until when there will be answers, if nothing changes; undefined when there are none. */
  answersUntil(now: Date): Date | undefined;
}

/** A signed answer is repeated until what is known is so much younger; then it is signed again. */
const REFRESH_MS = 15 * 60_000;

const unsigned = (error: Parameters<typeof ocspError>[0]): OcspAnswer => ({ body: Buffer.from(ocspError(error)) });
const MALFORMED = unsigned("malformedRequest");
const TRY_LATER = unsigned("tryLater");
const UNAUTHORIZED = unsigned("unauthorized");

/** Answers for the certificates of one issuer, from what is known of them. */
export function ocspResponder({
  alarm,
  ...parts
}: DeskParts & { readonly alarm: Pick<UnissuedAlarm, "raise"> }): Responder {
  const cache = answerCache();
  const deskAt = openDesk(parts);

  function answerFrom(desk: Desk, request: OcspRequest, now: Date): OcspAnswer & { readonly from?: MadeFrom } {
    const found = request.certIds.map((certId) => lookUp(certId, desk));
    if (found.every(({ record }) => record === "foreign")) return UNAUTHORIZED;
    const unissued = found.filter(({ record }) => record === undefined);
    // it may have been issued just before the register fell silent
    if (unissued.length > 0 && isSilent(desk.known, now)) return TRY_LATER;
    for (const { certId } of unissued) alarm.raise(toHex(certId.serial), now);
    const body = signAnswer(request, found, { desk, now });
    if (!body) return TRY_LATER;
    const [{ serial = "", record } = {}, second] = found;
    const isForAll = !request.nonce && !second && record !== undefined && record !== "foreign";
    return isForAll ? { body, window: desk.window, from: { serial, record, madeAt: now, ...desk } } : { body };
  }

  return {
    answersUntil: (now) => deskAt(now)?.window.nextUpdate,
    answer(question, now) {
      const desk = deskAt(now);
      const name = question.toString("latin1");
      const cached = cache.find(name);
      if (cached && desk && isCurrent(cached, desk, now)) return { body: bodyOf(cached), window: cached.window };
      const request = readQuestion(question);
      if (!request) return MALFORMED;
      if (!desk) return TRY_LATER;
      const { body, window, from } = answerFrom(desk, request, now);
      if (from) cache.put(name, body, from);
      return { body, window };
    },
  };
}

/** Nothing that it was made from has changed, it is not too old, and the clock was not set back since. */
function isCurrent({ key, serial, record, window, madeAt }: MadeFrom, desk: Desk, now: Date): boolean {
  return (
    key === desk.key &&
    record === desk.known.index.get(serial) &&
    window.thisUpdate.getTime() + REFRESH_MS > desk.window.thisUpdate.getTime() &&
    madeAt <= now &&
    now < window.nextUpdate
  );
}

function lookUp(certId: CertId, { known }: Desk): Found {
  const serial = Buffer.from(certId.serial).toString("latin1");
  return { certId, serial, record: known.isAsked(certId) ? known.index.get(serial) : "foreign" };
}
