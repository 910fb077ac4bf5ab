import type { Template } from "#platform/prisma/enums.ts";

/** The signed-in holder, read from the register at this very request. */
export interface Actor {
  readonly holderId: string;
  readonly personId: string;
  readonly iin: string;
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic: string | null;
  readonly email: string | null;
  readonly language: string;
  readonly emailNotices: boolean;
  readonly noticeKindsOff: readonly string[];
  readonly template: Template;
  readonly organisationId: string | null;
  readonly bin: string | null;
  readonly organisation: string | null;
  /** What a first head has given the right to decide on, at this moment; null for who has it from nobody. */
  readonly decidesFor: readonly Template[] | null;
  /** The certificate that the session was opened with. */
  readonly certificateId: string;
}
