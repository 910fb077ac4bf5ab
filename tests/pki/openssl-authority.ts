import type { Openssl } from "#tests/support/openssl.ts";

/** The moment at which everything in these tests is looked at. */
export const NOW = new Date("2026-11-23T06:00:00Z");

/** What OpenSSL is to certify. Times are `YYYYMMDDHHMMSSZ`, extensions the lines of an OpenSSL section. */
export interface Wanted {
  readonly name: string;
  readonly subject: string;
  readonly extensions: readonly string[];
  /** Arguments of `openssl genpkey`. */
  readonly key?: readonly string[];
  readonly from?: string;
  readonly until?: string;
  readonly digest?: string;
  /** The files `<issuer>.key.pem` and `<issuer>.pem`; without it the certificate signs itself. */
  readonly issuer?: string;
  /** A key made before, of the file `<keyOf>.key.pem`. */
  readonly keyOf?: string;
  /** Hexadecimal; otherwise made from the name. */
  readonly serial?: string;
  /** More arguments of `openssl ca`. */
  readonly more?: readonly string[];
}

export const P256_KEY = ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"];
export const P384_KEY = ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"];
export const RSA_KEY = ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"];

const CONFIG = `
[ca]
database = index.txt
serial = serial.txt
new_certs_dir = .
policy = anything
unique_subject = no
string_mask = utf8only
default_md = sha256
[anything]
commonName = optional
[req]
string_mask = utf8only
utf8 = yes
distinguished_name = dn
[dn]
`;

/**
 * Makes a key and a certificate with `openssl genpkey`, `req` and `ca`: `<name>.key.pem`, `<name>.pem` and `<name>.der`.
 *
 * @returns the DER
 */
export function certify(openssl: Openssl, wanted: Wanted): Uint8Array {
  const { name, subject, keyOf = name, issuer = keyOf } = wanted;
  openssl.write("ca.cnf", CONFIG);
  openssl.write("index.txt", "");
  openssl.write("serial.txt", wanted.serial ?? `7e${Buffer.from(name).toString("hex").slice(0, 36)}`);
  if (!wanted.keyOf) openssl.run("genpkey", ...(wanted.key ?? P256_KEY), "-out", `${name}.key.pem`);
  openssl.run(
    ...["req", "-new", "-utf8", "-config", "ca.cnf", "-key", `${keyOf}.key.pem`, "-subj", subject],
    ...["-out", `${name}.csr.pem`],
  );
  openssl.write(`${name}.ext`, `[ext]\n${wanted.extensions.join("\n")}\n`);
  openssl.run(
    ...["ca", "-config", "ca.cnf", "-name", "ca", "-batch", "-notext", "-preserveDN", "-utf8"],
    ...["-in", `${name}.csr.pem`, "-extfile", `${name}.ext`, "-extensions", "ext", "-out", `${name}.pem`],
    ...["-startdate", wanted.from ?? "20260101000000Z", "-enddate", wanted.until ?? "20270101000000Z"],
    ...["-md", wanted.digest ?? "sha256", "-keyfile", `${issuer}.key.pem`],
    ...(wanted.issuer ? ["-cert", `${issuer}.pem`] : ["-selfsign"]),
    ...(wanted.more ?? []),
  );
  return openssl.run("x509", "-in", `${name}.pem`, "-outform", "DER");
}

export const ROOT: Wanted = {
  name: "root",
  subject: "/C=KZ/O=Tanba/CN=Test root",
  key: P384_KEY,
  digest: "sha384",
  from: "20250101000000Z",
  until: "20460101000000Z",
  extensions: [
    "basicConstraints=critical,CA:TRUE",
    "keyUsage=critical,keyCertSign,cRLSign",
    "subjectKeyIdentifier=hash",
  ],
};

const PURPOSES =
  "clientAuth,emailProtection,1.2.398.3.3.4.1.1,1.2.398.3.3.4.1.2,1.2.398.3.3.4.1.2.1,1.2.398.3.3.4.1.2.5";

export const ISSUING: Wanted = {
  name: "issuing",
  issuer: "root",
  subject: "/C=KZ/O=Tanba/CN=Test issuing authority",
  digest: "sha384",
  from: "20250101000000Z",
  until: "20360101000000Z",
  extensions: [
    "basicConstraints=critical,CA:TRUE,pathlen:0",
    "keyUsage=critical,keyCertSign,cRLSign",
    "subjectKeyIdentifier=hash",
    "authorityKeyIdentifier=keyid:always",
    `extendedKeyUsage=${PURPOSES}`,
  ],
};

export const SUBJECT =
  '/CN=СЕЙТҚАЛИ ӘЛИЯ/SN=СЕЙТҚАЛИ/serialNumber=IIN900101400008/C=KZ/O="ТОО Пример"/OU=BIN990140001234/GN=БОЛАТҚЫЗЫ';

const HOLDER_EXTENSIONS = [
  "subjectKeyIdentifier=hash",
  "authorityKeyIdentifier=keyid:always",
  "certificatePolicies=1.2.398.3.3.2.2",
  "crlDistributionPoints=URI:http://localhost:3001/crl/issuing.crl",
  "freshestCRL=URI:http://localhost:3001/crl/delta.crl",
  "authorityInfoAccess=OCSP;URI:http://localhost:3001/ocsp,caIssuers;URI:http://localhost:3001/issuing.cer",
  "1.2.398.3.3.5=DER:300a06082a830e0303050101",
];

/** The certificates of a pair as the profiles lay them out. */
export const AUTH: Wanted = {
  name: "auth",
  issuer: "issuing",
  subject: SUBJECT,
  extensions: [
    "keyUsage=critical,digitalSignature,keyEncipherment",
    "extendedKeyUsage=clientAuth,1.2.398.3.3.4.1.2,1.2.398.3.3.4.1.2.5",
    ...HOLDER_EXTENSIONS,
  ],
};

export const SIGN: Wanted = {
  ...AUTH,
  name: "sign",
  extensions: [
    "keyUsage=critical,digitalSignature,nonRepudiation",
    "extendedKeyUsage=emailProtection,1.2.398.3.3.4.1.2,1.2.398.3.3.4.1.2.5",
    ...HOLDER_EXTENSIONS,
  ],
};

/** The same certificate with some of its extension lines replaced, by their keys; a line of `null` leaves one out. */
export function withLines(wanted: Wanted, lines: Readonly<Record<string, string | null>>): Wanted {
  const kept = wanted.extensions.filter((line) => !((line.split("=")[0] ?? "") in lines));
  const added = Object.entries(lines).flatMap(([key, value]) => (value === null ? [] : [`${key}=${value}`]));
  return { ...wanted, extensions: [...kept, ...added] };
}
