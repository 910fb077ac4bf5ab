import { useTranslations } from "next-intl";
import { Link } from "#i18n/navigation.ts";
import type { KeyCard } from "#portal/certificates/key-card.ts";

const LOOK = "link inline-flex min-h-11 items-center md:min-h-6";

interface KeyActionsProps {
  readonly of: KeyCard;
  readonly mayRenew: boolean;
  /** In the list of the organisation's people, who may leave it. */
  readonly staff?: boolean;
}

/** What can be done with a key now, as links: only what the portal would let this person do. */
export function KeyActions({ of: key, mayRenew, staff = false }: KeyActionsProps) {
  const t = useTranslations("keyList");
  const { status, serial } = key;
  const mayRevoke = status === "VALID" || status === "ON_HOLD" || status === "NOT_YET_VALID";
  return (
    <>
      {mayRenew && status === "VALID" && (
        <Link href="/account/keys/reissue" className={LOOK}>
          {t("renew")}
        </Link>
      )}
      {status === "ON_HOLD" && (
        <Link href={`/account/keys/release/${serial}`} className={LOOK}>
          {t("release")}
        </Link>
      )}
      {mayRevoke && (
        <Link href={`/account/keys/revoke?serial=${serial}`} className={LOOK}>
          {t("revoke")}
        </Link>
      )}
      {mayRevoke && staff && !mayRenew && (
        <Link href={`/organisation/staff/left/${serial}`} className={LOOK}>
          {t("staff.left")}
        </Link>
      )}
    </>
  );
}
