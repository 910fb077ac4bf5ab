import { hash } from "node:crypto";
import { newSerial } from "#ca/serial.ts";
import { oid } from "#pki/der-write.ts";
import { encodeTspRefusal, readTimeStampRequest, type TimeStampRequest, type TspFailure } from "#pki/tsp-request.ts";
import { encodeAccuracy, encodeTstInfo, type TokenTemplate, tokenTemplate } from "#pki/tsp-token.ts";
import type { StatusAnswer, StatusHandler } from "./answer-to.ts";
import { clockFault, type HeardClock, TOLERATED_SECONDS } from "./heard-clock.ts";
import type { ServiceKey, ServiceKeys } from "./service-key.ts";

/**
 * The one policy of these time-stamps: that of this demonstration, and nobody else's. An identifier under 2.25 is a random
 * UUID as a number, so that nobody had to be asked for it. @see ITU-T X.667
 */
export const TSA_POLICY = "2.25.338705552299558435352808422387115883478";
const POLICY = oid(TSA_POLICY);
const ACCURACY = encodeAccuracy(TOLERATED_SECONDS);

const TYPE = { "content-type": "application/timestamp-reply", "cache-control": "no-store" };

/**
 * Gives time-stamps, each with a serial number of its own and a time that is never before the last one's.
 *
 * Without a key, or with a clock that nobody confirms, it refuses in the protocol's own words.
 *
 * @see RFC 3161, RFC 5816
 */
export function answerTsa(keys: Pick<ServiceKeys, "current">, heard: HeardClock): StatusHandler {
  const templateOf = rememberTemplate();
  let last = new Date(0);

  return ({ headers, body }, now) => {
    if (mediaType(headers["content-type"]) !== "application/timestamp-query") {
      return refusal("badRequest", "not an application/timestamp-query");
    }
    const read = readTimeStampRequest(body, POLICY);
    if ("failure" in read) return refusal(read.failure, TEXTS[read.failure] ?? "");
    const key = keys.current("TSA");
    if (!key) return refusal("systemFailure", "no key in force: later");
    const failure = clockFault(heard, now) ?? (now < last ? "the clock has gone back" : undefined);
    if (failure !== undefined) return refusal("timeNotAvailable", failure);
    last = now;
    return { status: 200, headers: TYPE, body: stamp(read.request, key, { template: templateOf(key), at: now }) };
  };
}

function stamp(
  request: TimeStampRequest,
  key: ServiceKey,
  { template, at }: { readonly template: TokenTemplate; readonly at: Date },
): Buffer {
  const serial = Buffer.from(newSerial(), "hex");
  const tstInfo = encodeTstInfo(request, { policy: POLICY, serial, at, accuracy: ACCURACY });
  const signedAttributes = template.signedAttributes(hash("sha256", tstInfo, "buffer"));
  const signature = key.sign(signedAttributes);
  const reply = template.granted({ tstInfo, signedAttributes, signature, withCertificate: request.certReq });
  return Buffer.from(reply.buffer);
}

function rememberTemplate(): (key: ServiceKey) => TokenTemplate {
  const known = new WeakMap<ServiceKey, TokenTemplate>();
  return (key) => {
    const { certificate } = key;
    const template = known.get(key) ?? tokenTemplate(certificate, hash("sha256", certificate.der, "buffer"));
    known.set(key, template);
    return template;
  };
}

const TEXTS: Partial<Readonly<Record<TspFailure, string>>> = {
  badAlg: "SHA-256, SHA-384 or SHA-512",
  badRequest: "version 1, and a nonce of at most 64 bytes",
  badDataFormat: "not the DER of a TimeStampReq",
  unacceptedPolicy: `the policy is ${TSA_POLICY}`,
  unacceptedExtension: "no extension is known here",
};

function refusal(failure: TspFailure, text: string): StatusAnswer {
  return { status: 200, headers: TYPE, body: Buffer.from(encodeTspRefusal(failure, text)) };
}

/** Without parameters, which nobody needs here. @see RFC 9110 section 8.3.1 */
const mediaType = (contentType: string | undefined) => contentType?.split(";", 1)[0]?.trim().toLowerCase();
