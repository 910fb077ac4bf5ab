import { BasicOCSPResponse, type Extension, OCSPResponse } from "pkijs";
import type { ReadAnswer, ReadSingle } from "./read-answer.ts";

const bytes = (buffer: ArrayBuffer) => new Uint8Array(buffer);
const oids = (extensions: readonly Extension[] | undefined) => (extensions ?? []).map(({ extnID }) => extnID);
const STATUSES = ["good", "revoked", "unknown"] as const;

/** The same answer with another's eyes; some thousand times slower. Its verdicts are not asked for. */
export function readWithPkijs(der: Uint8Array): Omit<ReadAnswer, "tbs"> {
  const response = OCSPResponse.fromBER(Uint8Array.from(der).buffer);
  const inside = response.responseBytes?.response.valueBlock.valueHexView ?? new Uint8Array();
  const { tbsResponseData: data, signature, certs = [] } = BasicOCSPResponse.fromBER(Uint8Array.from(inside).buffer);
  const nonce = data.responseExtensions?.find(({ extnID }) => extnID === "1.3.6.1.5.5.7.48.1.2");
  return {
    producedAt: data.producedAt,
    keyHash: Buffer.from(data.responderID.valueBlock.valueHexView).toString("hex"),
    signature: Uint8Array.from(signature.valueBlock.valueHexView),
    certificates: certs.map((certificate) => bytes(certificate.toSchema(true).toBER())),
    nonce: nonce && Buffer.from(nonce.extnValue.valueBlock.valueHexView).subarray(nonceStart(nonce)).toString("hex"),
    extensions: oids(data.responseExtensions),
    responses: data.responses.map((single): ReadSingle => {
      const tag = single.certStatus.idBlock.tagNumber;
      const [at, reason] = tag === 1 ? single.certStatus.valueBlock.value : [];
      return {
        certId: bytes(single.certID.toSchema().toBER()),
        serial: Buffer.from(single.certID.serialNumber.valueBlock.valueHexView).toString("hex"),
        status: STATUSES[tag] ?? "unknown",
        ...(at && { revokedAt: at.toDate() }),
        ...(reason && { reason: Number(reason.valueBlock.value[0].valueBlock.valueHexView[0]) }),
        thisUpdate: single.thisUpdate,
        nextUpdate: single.nextUpdate ?? new Date(Number.NaN),
        extensions: oids(single.singleExtensions),
      };
    }),
  };
}

/** Its octets lie in an OCTET STRING of their own: of 128 and more the length takes a byte more. */
const nonceStart = ({ extnValue }: Extension) => (extnValue.valueBlock.valueHexView.length > 129 ? 3 : 2);
