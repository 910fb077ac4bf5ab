import { z } from "zod";
import { PkiError, type PkiErrorCode } from "#pki/error.ts";
import { PortalError, type PortalErrorCode } from "#portal/error.ts";

/** The HTTP status of each refusal. A new code does not compile until it has a line here. */
const STATUS = {
  ORIGIN_REFUSED: 403,
  INPUT_INVALID: 400,
  BODY_TOO_LARGE: 413,
  MEDIA_TYPE_REFUSED: 415,
  TOO_MANY_REQUESTS: 429,
  SIGNED_OUT: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  SIGN_IN_REFUSED: 401,
  SIGN_IN_WITH_SIGNING_KEY: 422,
  CERTIFICATE_REVOKED: 403,
  CHALLENGE_REFUSED: 409,
  SIGNATURE_REFUSED: 422,
  SIGNATURE_NOT_YOURS: 422,
  NO_VALID_KEY: 409,
  HOLDER_BLOCKED: 403,
  REQUEST_ALREADY_OPEN: 409,
  SUBJECT_DIFFERS: 422,
  NONCE_DIFFERS: 422,
  STORAGE_DIFFERS: 422,
  KEY_REUSED: 409,
  KEYS_EQUAL: 422,
  REQUEST_NOT_WAITING: 409,
  REQUEST_EXPIRED: 409,
  REQUEST_CHANGED: 409,
  OWN_REQUEST: 403,
  TOO_FEW_MANAGERS: 409,
  DELEGATION_DATES: 422,
  DELEGATION_OVER: 409,
  CERTIFICATES_NOT_ISSUED: 409,
  PROOF_NOT_READY: 409,
  NOT_ON_HOLD: 409,
  HOLD_NOT_YOURS: 403,
  ORDER_NOT_WAITING: 409,
  ORDER_EXPIRED: 409,
  OWN_ORDER: 403,
  CODE_REQUIRED: 403,
  CODE_WRONG: 422,
  CODE_TOO_MANY_TRIES: 409,
  CODE_EXPIRED: 409,
  STEP_UP_IMPOSSIBLE: 403,
  EMAIL_LINK_REFUSED: 404,
  TOO_MANY_VIEWS: 409,
  REGISTER_ANSWER_OLD: 409,
  TOO_MANY_OPEN_REQUESTS: 409,
  ALREADY_VOUCHED: 409,
  APPOINTMENT_REQUIRED: 422,
  ANOTHER_CONFIRMED: 409,
  MESSAGE_NOT_GIVEN_UP: 409,
  MESSAGE_WITHOUT_REASON: 409,
  MESSAGE_SENT_AGAIN: 409,
  DER_MALFORMED: 422,
  NAME_MALFORMED: 422,
  CERTIFICATE_MALFORMED: 422,
  CSR_MALFORMED: 422,
  CMS_MALFORMED: 422,
  KEY_REFUSED: 422,
  ALGORITHM_REFUSED: 422,
  SIGNATURE_INVALID: 422,
  CONTENT_DIFFERS: 422,
  SIGNER_UNKNOWN: 422,
  ISSUER_UNKNOWN: 422,
  CERTIFICATE_NOT_YET_VALID: 422,
  CERTIFICATE_EXPIRED: 422,
  CERTIFICATE_PURPOSE: 422,
  CERTIFICATE_REFUSED: 422,
  DOCUMENT_MALFORMED: 422,
  PKCS12_MALFORMED: 422,
  PKCS12_TOO_COSTLY: 422,
  PASSWORD_WRONG: 422,
  CRL_MALFORMED: 422,
  OCSP_MALFORMED: 422,
} as const satisfies Record<PortalErrorCode | PkiErrorCode, number>;

/** No page of this API may be kept by anybody: most say something about a person. */
export const NO_STORE = { "cache-control": "private, no-store" } as const;

/** Tells any thrown value as RFC 9457 problem details; of our own faults it tells nothing. */
export function problem(error: unknown, tellOperator: (error: unknown) => void): Response {
  if (error instanceof z.ZodError) return tell(400, "INPUT_INVALID", { fields: error.issues.map(pathOf) });
  if (error instanceof PortalError || error instanceof PkiError) return tell(STATUS[error.code], error.code, {});
  tellOperator(error);
  return tell(500, "INTERNAL", {});
}

/** Where in the input the fault is: never the input itself. */
function pathOf({ path }: z.core.$ZodIssue): string {
  return path.map(String).join(".");
}

function tell(status: number, code: string, more: Readonly<Record<string, unknown>>): Response {
  const title = code.toLowerCase().replaceAll("_", " ");
  return Response.json(
    { type: `urn:tanba:problem:${code}`, title, status, code, ...more },
    { status, headers: { ...NO_STORE, "content-type": "application/problem+json" } },
  );
}
