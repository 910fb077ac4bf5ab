import { hash } from "node:crypto";
import { wholeSecond } from "#ca/validity.ts";
import { assembleCms, buildSignedAttributes } from "#pki/cms.ts";
import { answerFile } from "./answer-published.ts";
import type { StatusHandler } from "./answer-to.ts";
import { directoryText } from "./directory.ts";
import { type PublishedFile, publishedFile } from "./published-file.ts";
import type { ServiceKey, ServiceKeys } from "./service-key.ts";
import type { Snapshot } from "./snapshot.ts";
import { textAnswer } from "./text-answer.ts";

const DAY_MS = 86_400_000;
/** Signed anew each day, and good for a week: who keeps one back can't show it for long. */
const RENEWED_AFTER_MS = DAY_MS;
const LIFE_MS = 7 * DAY_MS;

/** The directory as it is published at the moment. */
interface Edition {
  readonly of: readonly unknown[];
  readonly issuedAt: Date;
  readonly plain: PublishedFile;
  readonly signed: PublishedFile | undefined;
}

/**
 * Answers with the addresses of all services: as they are, and signed with the directory's key, content inside.
 *
 * Before the authority's certificates are known there is neither, without a key there is only the first.
 *
 * @see RFC 5652 (SignedData), RFC 8551 section 3.2 (application/pkcs7-mime)
 */
export function answerDirectory(
  snapshot: () => Snapshot | undefined,
  keys: Pick<ServiceKeys, "current">,
  statusUrl: string,
): { readonly plain: StatusHandler; readonly signed: StatusHandler } {
  let last: Edition | undefined;

  function edition(now: Date): Edition | undefined {
    const files = snapshot()?.files;
    const [root, issuing] = [files?.get("/ca/root.cer"), files?.get("/ca/issuing.cer")];
    if (!root || !issuing) return undefined;
    const key = keys.current("DIRECTORY");
    const of = [root.etag, issuing.etag, key];
    const age = last ? now.getTime() - last.issuedAt.getTime() : RENEWED_AFTER_MS;
    if (last && age >= 0 && age < RENEWED_AFTER_MS && of.every((part, at) => part === last?.of[at])) return last;
    last = makeEdition(of, { root: root.body, issuing: issuing.body, key, statusUrl, issuedAt: wholeSecond(now) });
    return last;
  }

  const answer =
    (which: "plain" | "signed"): StatusHandler =>
    ({ headers }, now) => {
      const file = edition(now)?.[which];
      return file ? answerFile(file, headers, now) : textAnswer(503, "503\n", { "retry-after": "10" });
    };
  return { plain: answer("plain"), signed: answer("signed") };
}

interface Sources {
  readonly root: Buffer;
  readonly issuing: Buffer;
  readonly key: ServiceKey | undefined;
  readonly statusUrl: string;
  readonly issuedAt: Date;
}

function makeEdition(of: readonly unknown[], { key, ...sources }: Sources): Edition {
  const { issuedAt } = sources;
  const validUntil = new Date(issuedAt.getTime() + LIFE_MS);
  const content = Buffer.from(directoryText({ ...sources, validUntil }));
  const published = (contents: Uint8Array, contentType: string) =>
    publishedFile(contents, { contentType, lastModified: issuedAt, staleAt: validUntil });
  return {
    of,
    issuedAt,
    plain: published(content, "application/json"),
    signed: key && published(signDirectory(key, content, issuedAt), "application/pkcs7-mime; smime-type=signed-data"),
  };
}

function signDirectory({ certificate, sign }: ServiceKey, content: Buffer, at: Date): Uint8Array {
  const algorithm = "ECDSA-P256-SHA256";
  const signedAttributes = buildSignedAttributes({
    contentSha256: hash("sha256", content, "buffer"),
    certificateSha256: hash("sha256", certificate.der, "buffer"),
    ...{ certificate, at, algorithm },
  });
  const signature = sign(signedAttributes);
  return assembleCms({ certificate: certificate.der, signedAttributes, algorithm, signature, content });
}
