import { z } from "zod";
import { attachment } from "#http/attachment.ts";
import { holderRoute } from "#http/route.ts";
import { toBase64 } from "#pki/bytes.ts";
import { readPublicKey } from "#pki/public-key.ts";
import { IssuanceProof } from "#portal/audit/log/contract.ts";
import { proveIssuance } from "#portal/audit/log/prove-issuance.ts";
import { fetchCertificate } from "#portal/certificates/open.ts";

const Asked = z.object({ form: z.enum(["der", "pem", "chain", "proof"]).default("der") });

/** One certificate as a file, alone or with those above it, by the name of its key file; or the proof of its issuance. */
export const GET = holderRoute(
  "GET /api/certificates/[serial]",
  z.undefined(),
  async ({ context, actor, serial, query }) => {
    const { form } = Asked.parse(query);
    if (form === "proof") {
      const proof = z.encode(IssuanceProof, await proveIssuance(context, actor, serial));
      return attachment({
        name: `proof_${serial}.json`,
        type: "application/json",
        body: JSON.stringify(proof, null, 2),
      });
    }
    const { der, slot, ski, spki, chain } = await fetchCertificate(context, actor, serial);
    const kind = readPublicKey(spki).type === "RSA" ? "RSA256" : "EC256";
    const name = `${slot === "AUTH" ? "AUTH_" : ""}${kind}_${ski}`;
    if (form === "der") return attachment({ name: `${name}.cer`, type: "application/pkix-cert", body: der });
    // whoever verifies begins with the certificate itself
    const all = form === "chain" ? [der, ...chain.toReversed()] : [der];
    const type = "application/x-pem-file";
    return attachment({ name: `${name}${form === "chain" ? "_chain" : ""}.pem`, type, body: all.map(pem).join("") });
  },
);

/** @see RFC 7468 section 5 */
function pem(der: Uint8Array): string {
  const lines = toBase64(der).match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}
