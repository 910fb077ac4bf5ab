const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** All of Kazakhstan keeps UTC+5. */
const OFFSET_MS = 5 * HOUR_MS;
const NIGHT = { from: 22, until: 6 };
const LATELY_MS = 30 * DAY_MS;

/** What a manager should look at twice before confirming. None of it is wrong by itself. */
export type Hint = "NEW_STORAGE" | "NEW_EMAIL" | "AT_NIGHT" | "ROLE_CHANGED";

interface Asked {
  readonly submittedAt: Date;
  readonly storage: string;
  readonly email: string | null;
  readonly replaces: { readonly storage: string } | null;
  readonly holderId: string;
  readonly holder: {
    readonly person: {
      /** The one that is confirmed in the account. */
      readonly email: string | null;
      /** The person's capacities in this organisation, each with its first certificate. */
      readonly holders: readonly {
        readonly id: string;
        readonly certificates: readonly { readonly issuedAt: Date }[];
      }[];
    };
  };
}

/** The hints that a request gives, in the order of their weight. */
export function hintsOf(request: Asked): readonly Hint[] {
  const { submittedAt, storage, email, replaces, holder } = request;
  const hour = new Date(submittedAt.getTime() + OFFSET_MS).getUTCHours();
  const hints: readonly (readonly [Hint, boolean])[] = [
    ["ROLE_CHANGED", roleChanged(request)],
    ["NEW_STORAGE", replaces !== null && replaces.storage !== storage],
    ["NEW_EMAIL", email !== null && email !== holder.person.email],
    ["AT_NIGHT", hour >= NIGHT.from || hour < NIGHT.until],
  ];
  return hints.flatMap(([hint, given]) => (given ? [hint] : []));
}

/** Whether this capacity began within a month, while the person had another one in the same organisation before. */
function roleChanged({ holderId, submittedAt, holder }: Asked): boolean {
  const began = new Map(
    holder.person.holders.map(({ id, certificates }) => [id, certificates[0]?.issuedAt.getTime()] as const),
  );
  const own = began.get(holderId);
  if (own === undefined || own < submittedAt.getTime() - LATELY_MS) return false;
  return [...began].some(([id, other]) => id !== holderId && other !== undefined && other < own);
}
