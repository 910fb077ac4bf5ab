/** Every way in which issuing can fail. The codes are stable. */
export type CaErrorCode =
  | "PROFILE_UNKNOWN"
  | "LINT_FAILED"
  | "CLOCK_WRONG"
  | "SIGNER_REFUSED"
  | "SIGNER_UNAVAILABLE"
  | "SIGNER_ANSWER_WRONG";

/**
 * The authority did not issue. `rule` names the lint or the signer's rule that said no, `serial` the certificate that
 * it was about; `detail` is for the log, never for the person.
 *
 * SIGNER_UNAVAILABLE and CLOCK_WRONG say "later"; all the others say "never like this".
 */
export class CaError extends Error {
  readonly code: CaErrorCode;
  readonly rule: string | undefined;
  readonly serial: string | undefined;

  constructor(code: CaErrorCode, detail: string, options?: ErrorOptions & { rule?: string; serial?: string }) {
    super(`${code}: ${detail}`, options);
    this.name = "CaError";
    this.code = code;
    this.rule = options?.rule;
    this.serial = options?.serial;
  }
}
