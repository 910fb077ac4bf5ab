import type { Openssl } from "#tests/support/openssl.ts";
import { certify, P256_KEY, RSA_KEY } from "./openssl-authority.ts";

export const PASSWORD = "Пароль-Құпия#7";

/** As programs of before 2020 write key files, the national authority's among them. */
export const OLD = [
  "-legacy",
  "-keypbe",
  "PBE-SHA1-3DES",
  "-certpbe",
  "PBE-SHA1-RC2-40",
  "-macalg",
  "sha1",
  "-iter",
  "1024",
];

/** A key and its certificate, made by OpenSSL: `holder.key.pem` and `holder.pem`. */
export function makeHolder(openssl: Openssl, kind: "RSA" | "EC" = "RSA"): Uint8Array {
  return certify(openssl, {
    name: "holder",
    subject: "/CN=СЕЙТҚАЛИ ӘЛИЯ/serialNumber=IIN900101400008",
    key: kind === "RSA" ? RSA_KEY : P256_KEY,
    extensions: ["keyUsage=critical,digitalSignature"],
  });
}

/** The key file that OpenSSL makes of `<name>.key.pem` and `<name>.pem`. */
export function exportPkcs12(
  openssl: Openssl,
  options: readonly string[] = [],
  { name = "holder", password = PASSWORD } = {},
) {
  openssl.run(
    ...["pkcs12", "-export", "-inkey", `${name}.key.pem`, "-in", `${name}.pem`, "-out", `${name}.p12`],
    ...["-passout", `pass:${password}`, ...options],
  );
  return openssl.read(`${name}.p12`);
}
