import { useTranslations } from "next-intl";
import { Link } from "#i18n/navigation.ts";
import type { KeyCard } from "#portal/certificates/key-card.ts";

const LOOK = "link inline-flex min-h-11 items-center md:min-h-6";

/** What can be done with a key now, as links: only what the portal would let this person do. */
export function KeyActions({ of: key, mayRenew }: { readonly of: KeyCard; readonly mayRenew: boolean }) {
  const t = useTranslations("keyList");
  const { status, serial } = key;
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
      {(status === "VALID" || status === "ON_HOLD" || status === "NOT_YET_VALID") && (
        <Link href={`/account/keys/revoke?serial=${serial}`} className={LOOK}>
          {t("revoke")}
        </Link>
      )}
    </>
  );
}
