/** Every rule of the portal that an input can break. The codes are stable, and each has a sentence in three languages. */
export type PortalErrorCode =
  | "ORIGIN_REFUSED"
  | "INPUT_INVALID"
  | "BODY_TOO_LARGE"
  | "MEDIA_TYPE_REFUSED"
  | "TOO_MANY_REQUESTS"
  | "SIGNED_OUT"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "SIGN_IN_REFUSED"
  | "SIGN_IN_WITH_SIGNING_KEY"
  | "CERTIFICATE_REVOKED"
  | "CHALLENGE_REFUSED"
  | "SIGNATURE_REFUSED"
  | "SIGNATURE_NOT_YOURS"
  | "NO_VALID_KEY"
  | "HOLDER_BLOCKED"
  | "REQUEST_ALREADY_OPEN"
  | "SUBJECT_DIFFERS"
  | "NONCE_DIFFERS"
  | "STORAGE_DIFFERS"
  | "KEY_REUSED"
  | "KEYS_EQUAL"
  | "REQUEST_NOT_WAITING"
  | "REQUEST_EXPIRED"
  | "REQUEST_CHANGED"
  | "OWN_REQUEST"
  | "TOO_FEW_MANAGERS"
  | "DELEGATION_DATES"
  | "DELEGATION_OVER"
  | "CERTIFICATES_NOT_ISSUED"
  | "PROOF_NOT_READY"
  | "NOT_ON_HOLD"
  | "HOLD_NOT_YOURS"
  | "ORDER_NOT_WAITING"
  | "ORDER_EXPIRED"
  | "OWN_ORDER"
  | "CODE_REQUIRED"
  | "CODE_WRONG"
  | "CODE_TOO_MANY_TRIES"
  | "CODE_EXPIRED"
  | "STEP_UP_IMPOSSIBLE"
  | "EMAIL_LINK_REFUSED"
  | "TOO_MANY_VIEWS"
  | "REGISTER_ANSWER_OLD"
  | "TOO_MANY_OPEN_REQUESTS"
  | "ALREADY_VOUCHED"
  | "APPOINTMENT_REQUIRED"
  | "ANOTHER_CONFIRMED"
  | "MESSAGE_NOT_GIVEN_UP"
  | "MESSAGE_WITHOUT_REASON"
  | "MESSAGE_SENT_AGAIN";

/** A rule of the portal was broken: the caller is told the code, and nothing has changed. */
export class PortalError extends Error {
  readonly code: PortalErrorCode;

  constructor(code: PortalErrorCode, options?: ErrorOptions & { detail?: string }) {
    super(options?.detail ? `${code}: ${options.detail}` : code, options);
    this.name = "PortalError";
    this.code = code;
  }
}
