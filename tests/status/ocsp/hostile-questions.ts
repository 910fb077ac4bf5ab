import { randomBytes, randomInt } from "node:crypto";
import { nullValue, octetString, oid, sequence } from "#pki/der-write.ts";
import type { StatusHandler } from "#status/answer-to.ts";
import { NOW } from "#tests/support/authority.ts";
import { questionAbout } from "#tests/support/ocsp.ts";
import type { responderForTest } from "./desk-for-test.ts";

/** What was found of many bad questions. */
export interface Tried {
  readonly errors: number;
  readonly answers: number;
  /** The processor's time for the slowest one, of the better of two tries: what the collector of garbage takes is not its own. */
  readonly worstMs: number;
  /** Questions whose answer was no OCSPResponse. */
  readonly wrong: readonly string[];
}

const UNSIGNED = /^30030a010[136]$/;

/** Sends questions that are changed, cut, grown, nested, or nothing at all, by POST and by GET. */
export function tryHostileQuestions(
  answer: StatusHandler,
  { issuer }: Pick<Awaited<ReturnType<typeof responderForTest>>, "issuer">,
  count: number,
): Tried {
  const sound = [
    questionAbout(issuer, [{ serial: "0a01" }]),
    questionAbout(issuer, [{ serial: "0a01", digest: "SHA-1" }, { serial: "0a02" }], { nonce: randomBytes(32) }),
  ];
  let [errors, answers, worstMs] = [0, 0, 0];
  const wrong: string[] = [];
  for (let i = 0; i < count; i++) {
    const body = hostile(sound[i % 2] ?? Buffer.alloc(0));
    const asked = i % 3 ? byPost(body) : byGet(body);
    const first = timed(() => answer(asked, NOW));
    worstMs = Math.max(worstMs, first.ms > worstMs ? Math.min(first.ms, timed(() => answer(asked, NOW)).ms) : 0);
    if (first.given instanceof Promise || first.given.status !== 200) wrong.push(body.toString("hex"));
    else if (UNSIGNED.test(first.given.body.toString("hex"))) errors++;
    else if (first.given.body[0] === 0x30 && first.given.body.length > 500) answers++;
    else wrong.push(body.toString("hex"));
  }
  return { errors, answers, worstMs, wrong };
}

const HEADERS = { "content-type": "application/ocsp-request" };
const byPost = (body: Buffer) => ({ method: "POST", path: "/ocsp", headers: HEADERS, body });
const byGet = (body: Buffer) => ({
  ...{ method: "GET", headers: {}, body: Buffer.alloc(0) },
  path: `/ocsp/${randomInt(4) ? encodeURIComponent(body.toString("base64")) : body.toString("latin1")}`,
});

function timed<T>(work: () => T): { readonly given: T; readonly ms: number } {
  const before = process.cpuUsage();
  const given = work();
  const { user, system } = process.cpuUsage(before);
  return { given, ms: (user + system) / 1000 };
}

function hostile(sound: Buffer): Buffer {
  const at = randomInt(sound.length);
  const changed = Buffer.from(sound);
  switch (randomInt(8)) {
    case 0:
      return sound.subarray(0, at);
    case 1:
      return Buffer.concat([sound, randomBytes(randomInt(1, 64))]);
    case 2:
      return randomBytes(randomInt(0, 16_384));
    case 3:
      return NESTED[randomInt(NESTED.length)] ?? sound;
    case 4:
      return Buffer.concat([sound.subarray(0, at), randomBytes(randomInt(1, 8)), sound.subarray(at)]);
    case 5:
      changed[at] = randomInt(256);
      changed[randomInt(sound.length)] = 0x80;
      return changed;
    case 6:
      return Buffer.alloc(randomInt(0, 16_384), sound);
    default:
      changed[at] = (changed[at] ?? 0) ^ (1 << randomInt(8));
      return changed;
  }
}

/** SEQUENCE in SEQUENCE, each of them counted right. */
export function nested(depth: number): Buffer {
  let inner = Buffer.alloc(0);
  for (let i = 0; i < depth && inner.length < 16_000; i++) inner = Buffer.from(sequence(inner));
  return inner;
}

const NESTED = [1, 2, 8, 15, 16, 17, 64, 500, 4_000].map(nested);

/** An extension of a question, as DER. */
export const extensionOf = (type: string, critical = false) =>
  sequence(oid(type), ...(critical ? [Uint8Array.of(1, 1, 0xff)] : []), octetString(nullValue()));
