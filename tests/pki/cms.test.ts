import { createHash, createPrivateKey, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { concatBytes } from "#pki/bytes.ts";
import { type Certificate, parseCertificate } from "#pki/certificate.ts";
import { assembleCms, buildSignedAttributes, signerOf, verifyDetached } from "#pki/cms.ts";
import { integer, oid, sequence } from "#pki/der-write.ts";
import { nodePrimitives as primitives } from "#platform/node-primitives.ts";
import { opensslIn, temporaryFolder } from "#tests/support/openssl.ts";
import { AUTH, certify, ISSUING, NOW, ROOT, RSA_KEY, SIGN } from "./openssl-authority.ts";

const openssl = opensslIn(temporaryFolder());
certify(openssl, ROOT);
certify(openssl, ISSUING);
const certificate = parseCertificate(certify(openssl, SIGN));
const rsa = parseCertificate(certify(openssl, { ...SIGN, name: "rsa", key: RSA_KEY }));
const other = parseCertificate(certify(openssl, { ...AUTH, name: "other" }));

openssl.write("chain.pem", concatBytes(openssl.read("root.pem"), openssl.read("issuing.pem")));

const content = new TextEncoder().encode("TANBA-SIGN/1\npurpose: sign-in\norigin: http://localhost:3000\n");
openssl.write("content", content);

const CADES = ["-binary", "-cades", "-nosmimecap", "-md", "sha256"];

/** What `openssl cms -sign` makes of the content with these options, a detached signature by `sign` when there are none. */
function signedByOpenssl({ by = "sign", options = CADES, input = "content" } = {}): Uint8Array {
  const signer = ["-signer", `${by}.pem`, "-inkey", `${by}.key.pem`];
  return openssl.run("cms", "-sign", "-in", input, "-outform", "DER", ...signer, ...options);
}

const verify = (cms: Uint8Array, by: Certificate = certificate, of: Uint8Array = content) =>
  verifyDetached(cms, { content: of, certificate: by, primitives });

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest());

describe("a signature", () => {
  it.each([
    ["P-256", "sign", certificate],
    ["RSA-2048", "rsa", rsa],
  ])("made by OpenSSL with a %s key is believed, and names its signer", async (_, by, signer) => {
    const cms = signedByOpenssl({ by });

    await verify(cms, signer);
    expect(signerOf(cms)).toEqual({ issuer: signer.issuer, serial: signer.serial, brought: signer.der });
  });

  it.each([
    ["P-256", "sign", certificate, "ECDSA-P256-SHA256"],
    ["RSA-2048", "rsa", rsa, "RSA-SHA256"],
  ] as const)("made by us with a %s key is believed by us and by OpenSSL", async (_, by, signer, algorithm) => {
    const signedAttributes = buildSignedAttributes({
      contentSha256: sha256(content),
      certificateSha256: sha256(signer.der),
      certificate: signer,
      at: NOW,
      algorithm,
    });
    const key = createPrivateKey(Buffer.from(openssl.read(`${by}.key.pem`)));
    const signature = sign("sha256", signedAttributes, key);
    const cms = assembleCms({ certificate: signer.der, signedAttributes, algorithm, signature });

    await verify(cms, signer);
    openssl.write("ours.cms", cms);
    const judged = ["-in", "ours.cms", "-inform", "DER", "-content", "content", "-CAfile", "chain.pem"];
    const moment = ["-attime", `${NOW.getTime() / 1000}`, "-purpose", "smimesign"];
    expect(openssl.says("cms", "-verify", "-binary", "-cades", ...judged, ...moment)).toContain(
      "Verification successful",
    );
  });

  it.each([
    ["another text", concatBytes(content, Uint8Array.of(10))],
    [
      "the text with its line ends changed",
      new TextEncoder().encode(new TextDecoder().decode(content).replaceAll("\n", "\r\n")),
    ],
    ["no text", new Uint8Array()],
  ])("A6: is not one of %s", async (_, text) => {
    await expect(verify(signedByOpenssl(), certificate, text)).toRejectWithCode("CONTENT_DIFFERS");
  });

  it("A6: is not one by another certificate of the same person", async () => {
    await expect(verify(signedByOpenssl({ by: "other" }))).toRejectWithCode("SIGNER_UNKNOWN");
    await expect(verify(signedByOpenssl(), other)).toRejectWithCode("SIGNER_UNKNOWN");
  });
});

describe("what OpenSSL makes otherwise", () => {
  const forged = ["-econtent_type", "1.2.840.113549.1.9.16.1.4"];
  openssl.write("timestamp", sequence(integer(1), oid("1.2.3")));

  it.each<[rule: string, cms: Uint8Array, code: string]>([
    ["P1: with the content inside", signedByOpenssl({ options: [...CADES, "-nodetach"] }), "CMS_MALFORMED"],
    ["P3: of a time-stamp", signedByOpenssl({ options: [...CADES, ...forged], input: "timestamp" }), "CMS_MALFORMED"],
    [
      "P4: without signed attributes",
      signedByOpenssl({ options: ["-binary", "-noattr", "-md", "sha256"] }),
      "CMS_MALFORMED",
    ],
    [
      "P5: with SHA-1",
      signedByOpenssl({ options: ["-binary", "-cades", "-nosmimecap", "-md", "sha1"] }),
      "CMS_MALFORMED",
    ],
    [
      "with SHA-512",
      signedByOpenssl({ options: ["-binary", "-cades", "-nosmimecap", "-md", "sha512"] }),
      "CMS_MALFORMED",
    ],
    [
      "without the certificate's hash",
      signedByOpenssl({ options: ["-binary", "-nosmimecap", "-md", "sha256"] }),
      "CMS_MALFORMED",
    ],
    [
      "with attributes that we do not know",
      signedByOpenssl({ options: ["-binary", "-cades", "-md", "sha256"] }),
      "CMS_MALFORMED",
    ],
    ["with other certificates", signedByOpenssl({ options: [...CADES, "-certfile", "issuing.pem"] }), "CMS_MALFORMED"],
    ["without the certificate", signedByOpenssl({ options: [...CADES, "-nocerts"] }), "CMS_MALFORMED"],
    ["naming the signer by a key identifier", signedByOpenssl({ options: [...CADES, "-keyid"] }), "CMS_MALFORMED"],
    [
      "of two signers",
      signedByOpenssl({ options: ["-signer", "other.pem", "-inkey", "other.key.pem", ...CADES] }),
      "CMS_MALFORMED",
    ],
    ["of no signer", openssl.run("crl2pkcs7", "-nocrl", "-certfile", "sign.pem", "-outform", "DER"), "CMS_MALFORMED"],
    ["in BER of indefinite length", signedByOpenssl({ options: [...CADES, "-nodetach", "-stream"] }), "CMS_MALFORMED"],
    [
      "of a signature",
      signedByOpenssl({ options: [...CADES, "-econtent_type", "1.2.840.113549.1.7.2"] }),
      "CMS_MALFORMED",
    ],
    [
      "as PEM",
      openssl.run(
        "cms",
        "-sign",
        "-in",
        "content",
        "-outform",
        "PEM",
        "-signer",
        "sign.pem",
        "-inkey",
        "sign.key.pem",
        ...CADES,
      ),
      "CMS_MALFORMED",
    ],
    [
      "that is encrypted",
      openssl.run("cms", "-encrypt", "-in", "content", "-outform", "DER", "rsa.pem"),
      "CMS_MALFORMED",
    ],
    ["that is a digest", openssl.run("cms", "-digest_create", "-in", "content", "-outform", "DER"), "CMS_MALFORMED"],
    ["that is a certificate", certificate.der, "CMS_MALFORMED"],
  ])("A6: a message %s is refused", async (_, cms, code) => {
    await expect(verify(cms)).toRejectWithCode(code);
    expect(() => signerOf(cms)).toThrowWithCode(code);
  });

  it("A6: RSA-PSS is refused", async () => {
    const cms = signedByOpenssl({ by: "rsa", options: [...CADES, "-keyopt", "rsa_padding_mode:pss"] });
    await expect(verify(cms, rsa)).toRejectWithCode("ALGORITHM_REFUSED");
  });

  it("A6: P2: a certificate that its owner made is not the one in our table", async () => {
    certify(openssl, { ...SIGN, name: "self-made", issuer: undefined, extensions: ["keyUsage=digitalSignature"] });
    await expect(verify(signedByOpenssl({ by: "self-made" }))).toRejectWithCode("SIGNER_UNKNOWN");
  });

  it("A6: a certificate of another authority with our names and serial number is not the one in our table", async () => {
    certify(openssl, {
      ...ISSUING,
      name: "evil",
      issuer: undefined,
      extensions: ["basicConstraints=critical,CA:TRUE"],
    });
    const twin = certify(openssl, { ...SIGN, name: "twin", issuer: "evil", serial: certificate.serial });
    expect(parseCertificate(twin)).toMatchObject({ issuer: certificate.issuer, serial: certificate.serial });

    const cms = signedByOpenssl({ by: "twin" });
    const { issuer, serial } = signerOf(signedByOpenssl());
    expect(signerOf(cms)).toMatchObject({ issuer, serial });
    await expect(verify(cms)).toRejectWithCode("SIGNER_UNKNOWN");
  });
});
