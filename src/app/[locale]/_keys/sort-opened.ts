import type { KeyFileProblem, OpenedKey, OpenOutcome } from "#browser/keystore/opened-key.ts";

export type KeyPurpose = "SIGN_IN" | "SIGNING";

/** Why none of the opened keys will do, with the key that shows it. */
export interface Wall {
  readonly kind:
    | "onlySigning"
    | "onlySignIn"
    | "none"
    | "noneSigning"
    | "expired"
    | "notYet"
    | "foreign"
    | "revoked"
    | "refused";
  readonly shown?: OpenedKey | undefined;
}

export type Sorted =
  | { readonly usable: readonly [OpenedKey, ...OpenedKey[]] }
  | { readonly problems: readonly { readonly fileName: string; readonly problem: KeyFileProblem }[] }
  | { readonly wall: Wall };

/**
 * What to do with what was opened: keys that will do, files to mend, or the reason why it goes no further.
 *
 * A file that did not open matters only where nothing else will do: a folder may hold anything.
 */
export function sortOpened({ keys, problems }: OpenOutcome, purpose: KeyPurpose): Sorted {
  const fitting = keys.filter((key) => key.purpose === purpose);
  const [first, ...others] = fitting.filter(({ validity, issuer }) => validity === "VALID" && issuer === "OURS");
  if (first) return { usable: [first, ...others] };
  const locked = problems.filter(({ problem }) => problem === "PASSWORD_WRONG");
  if (locked.length > 0) return { problems: locked };
  if (keys.length === 0 && problems.length > 0) return { problems };
  return { wall: wallOf(fitting[0] ?? keys[0], purpose) };
}

function wallOf(key: OpenedKey | undefined, purpose: KeyPurpose): Wall {
  const nothing = purpose === "SIGN_IN" ? "none" : "noneSigning";
  if (!key) return { kind: nothing };
  if (key.issuer === "UNKNOWN") return { kind: "foreign", shown: key };
  if (key.purpose === "NEITHER") return { kind: nothing, shown: key };
  if (key.purpose !== purpose) return { kind: purpose === "SIGN_IN" ? "onlySigning" : "onlySignIn", shown: key };
  return { kind: key.validity === "EXPIRED" ? "expired" : "notYet", shown: key };
}
