import { type DerNode, onlyPartOf, partsOf, readDer, TAG } from "#pki/der.ts";
import { readBitStringBytes, readOid, readSmallInteger } from "#pki/der-values.ts";
import { readExtensions } from "#pki/read-extensions.ts";

/** What an answer says, field by field. Nothing in it is proved. */
export interface ReadAnswer {
  readonly producedAt: Date;
  /** Hexadecimal SHA-1 of the responder's public key. */
  readonly keyHash: string;
  /** DER of the part that is signed, and the signature. */
  readonly tbs: Uint8Array;
  readonly signature: Uint8Array;
  readonly certificates: readonly Uint8Array[];
  readonly nonce: string | undefined;
  readonly extensions: readonly string[];
  readonly responses: readonly ReadSingle[];
}

export interface ReadSingle {
  readonly certId: Uint8Array;
  readonly serial: string;
  readonly status: "good" | "revoked" | "unknown";
  readonly revokedAt?: Date;
  readonly reason?: number;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly extensions: readonly string[];
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

/** Reads an OCSPResponse by the book, every field in its one form; throws for an error, which has no answer inside. */
export function readAnswer(der: Uint8Array): ReadAnswer {
  const response = partsOf(readDer(Uint8Array.from(der)));
  const status = readSmallInteger(response.next(TAG.ENUMERATED), TAG.ENUMERATED);
  if (status !== 0) throw new Error(`no answer but the status ${status}`);
  const bytes = partsOf(onlyPartOf(response.next(0xa0)));
  response.end();
  if (readOid(bytes.next()) !== "1.3.6.1.5.5.7.48.1.1") throw new Error("not a basic answer");
  const basic = partsOf(readDer(bytes.next(TAG.OCTET_STRING).content));
  bytes.end();
  const tbs = basic.next();
  if (hex(basic.next().der) !== "300a06082a8648ce3d040302") throw new Error("not ECDSA with SHA-256");
  const signature = readBitStringBytes(basic.next());
  const certificates = partsOf(onlyPartOf(basic.next(0xa0)))
    .rest()
    .map((certificate) => certificate.der);
  basic.end();
  return { tbs: tbs.der, signature, certificates, ...readData(tbs) };
}

function readData(tbs: DerNode): Omit<ReadAnswer, "tbs" | "signature" | "certificates"> {
  const data = partsOf(tbs);
  const keyHash = hex(onlyPartOf(data.next(0xa2)).content);
  const producedAt = readTime(data.next());
  const responses = partsOf(data.next()).rest().map(readSingle);
  const tagged = data.optional(0xa1);
  const extensions = tagged ? readExtensions(onlyPartOf(tagged)) : new Map();
  data.end();
  const nonce = extensions.get("1.3.6.1.5.5.7.48.1.2");
  return {
    ...{ keyHash, producedAt, responses, extensions: [...extensions.keys()] },
    nonce: nonce && hex(readDer(nonce.value).content),
  };
}

function readSingle(node: DerNode): ReadSingle {
  const single = partsOf(node);
  const certId = single.next();
  const status = single.next();
  const thisUpdate = readTime(single.next());
  const nextUpdate = readTime(onlyPartOf(single.next(0xa0)));
  const tagged = single.optional(0xa1);
  single.end();
  return {
    certId: certId.der,
    serial: hex(certId.children.at(-1)?.content ?? new Uint8Array()),
    ...readStatus(status),
    ...{ thisUpdate, nextUpdate },
    extensions: tagged ? [...readExtensions(onlyPartOf(tagged)).keys()] : [],
  };
}

function readStatus(node: DerNode): Pick<ReadSingle, "status" | "revokedAt" | "reason"> {
  if (node.tag === 0x80 && node.content.length === 0) return { status: "good" };
  if (node.tag === 0x82 && node.content.length === 0) return { status: "unknown" };
  const info = partsOf(node, 0xa1);
  const revokedAt = readTime(info.next());
  const reason = info.optional(0xa0);
  info.end();
  return {
    ...{ status: "revoked", revokedAt },
    ...(reason && { reason: readSmallInteger(onlyPartOf(reason), TAG.ENUMERATED) }),
  };
}

/** GeneralizedTime in Z without a fraction, whatever the year. @see RFC 6960 section 4.2.2.1 */
function readTime({ tag, content }: DerNode): Date {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(Buffer.from(content).toString("latin1")) ?? [];
  const [year = Number.NaN, month = 0, ...others] = parts.map(Number);
  if (tag !== TAG.GENERALIZED_TIME || Number.isNaN(year)) throw new Error("a time of another form");
  return new Date(Date.UTC(year, month - 1, ...others));
}
