import { basename } from "node:path";
import type { Openssl } from "#tests/support/openssl.ts";

export interface FetchedLists {
  /** The names of all, each in `<name>.pem`: `root-crl`, `issuing-crl`, `issuing-delta-crl` and those of the shards. */
  readonly all: readonly string[];
  /** The complete list that each certificate names. */
  readonly shardOf: Readonly<Record<string, string>>;
}

/**
 * Fetches the lists of all certificates and those that these certificates name, as OpenSSL reads the addresses out of them,
 * into the folder of `openssl`.
 *
 * @param url of OCSP, beside which the lists are
 */
export async function fetchLists(
  openssl: Openssl,
  url: string,
  certificates: readonly string[],
): Promise<FetchedLists> {
  const fetched = new Map<string, string>();
  const take = async (address: string): Promise<string> => {
    const name = `${basename(address, ".crl")}-crl`;
    if (!fetched.has(address)) {
      openssl.write(`${name}.der`, new Uint8Array(await (await fetch(address)).arrayBuffer()));
      openssl.run("crl", "-inform", "DER", "-in", `${name}.der`, "-out", `${name}.pem`);
      fetched.set(address, name);
    }
    return name;
  };
  for (const name of ["root", "issuing", "issuing-delta"]) await take(new URL(`/crl/${name}.crl`, url).href);
  const shardOf: Record<string, string> = {};
  for (const certificate of certificates) {
    const text = openssl.says("x509", "-in", `${certificate}.pem`, "-noout", "-text");
    const [complete = "", delta = ""] = text.match(/http:\/\/\S+\.crl/g) ?? [];
    shardOf[certificate] = await take(complete);
    await take(delta);
  }
  return { all: [...fetched.values()], shardOf };
}
