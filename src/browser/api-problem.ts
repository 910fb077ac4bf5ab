/**
 * The server refused, or could not be asked.
 *
 * `code` is a code of the portal or of `pki`, `INTERNAL` for a fault of ours, or `NETWORK` where no answer came: then it
 * is not known whether the request was carried out. `status` is 0 with `NETWORK`.
 */
export class ApiProblem extends Error {
  readonly code: string;
  readonly status: number;
  /** The fields of the input that are wrong, where the server names them. */
  readonly fields: readonly string[];
  /** How long to wait before the next try, where the server says it. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: string,
    status: number,
    options?: ErrorOptions & { fields?: string[]; retryAfterSeconds?: number },
  ) {
    super(`${code} (${status})`, options);
    this.name = "ApiProblem";
    this.code = code;
    this.status = status;
    this.fields = options?.fields ?? [];
    this.retryAfterSeconds = options?.retryAfterSeconds;
  }
}
