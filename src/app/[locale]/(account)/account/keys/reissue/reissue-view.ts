import type { Template } from "#platform/prisma/enums.ts";

/** The form as the page hands it to the wizard: facts for the request, and dates in the words of the language. */
export interface ReissueView {
  readonly iin: string;
  readonly name: string;
  readonly bin?: string;
  readonly organisation?: string;
  readonly template: Template;
  /** The DER Name that the certification requests have to carry, base64. */
  readonly subject: string;
  readonly email: string;
  readonly needsManager: boolean;
  readonly currentSerial: string;
  readonly currentUntil: string;
}
