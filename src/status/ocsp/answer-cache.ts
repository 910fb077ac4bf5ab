import type { OcspWindow } from "#ca/revocation/ocsp-window.ts";
import type { CertificateRecord } from "./certificate-index.ts";
import type { ResponderKey } from "./responder-key.ts";

/** What an answer was made from: as soon as one of these is another, so must the answer be. */
export interface MadeFrom {
  readonly serial: string;
  readonly record: CertificateRecord;
  readonly key: ResponderKey;
  readonly window: OcspWindow;
  readonly madeAt: Date;
}

/** An answer that waits to be asked for again. */
export interface CachedAnswer extends MadeFrom {
  /** All of it but the responder's certificate, with which every answer ends: two thirds of it. */
  readonly head: string;
}

/** Signed answers by the bytes of their question, as latin1 text. */
export interface AnswerCache {
  find(question: string): CachedAnswer | undefined;
  put(question: string, body: Buffer, from: MadeFrom): void;
}

/** Some 80 MB when full. */
const MAX_ANSWERS = 131_072;

/**
 * A cache that, when full, forgets what was signed first: what is asked for often is signed again before long, and then is
 * the youngest.
 */
export function answerCache(max = MAX_ANSWERS): AnswerCache {
  const answers = new Map<string, CachedAnswer>();
  return {
    find: (question) => answers.get(question),
    put(question, body, from) {
      answers.delete(question);
      const oldest = answers.keys().next().value;
      if (answers.size >= max && oldest !== undefined) answers.delete(oldest);
      const head = body.toString("latin1", 0, body.length - from.key.certificate.der.length);
      answers.set(question, { ...from, head });
    },
  };
}

/** The whole answer again. */
export function bodyOf({ head, key }: CachedAnswer): Buffer {
  const { der } = key.certificate;
  const body = Buffer.allocUnsafe(head.length + der.length);
  body.write(head, "latin1");
  body.set(der, head.length);
  return body;
}
