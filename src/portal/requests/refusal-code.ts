import { CaError } from "#ca/error.ts";
import { PkiError } from "#pki/error.ts";
import { PortalError } from "#portal/error.ts";

/** The code that a request is rejected for; a fault of ours that one request brings out must not stop the others. */
export function refusalCode(error: unknown): string {
  return error instanceof PortalError || error instanceof PkiError || error instanceof CaError
    ? error.code
    : "INTERNAL";
}
