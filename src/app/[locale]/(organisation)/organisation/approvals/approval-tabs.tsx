import { useTranslations } from "next-intl";
import { RequestTab } from "#portal/approvals/contract.ts";
import type { WaitingCount } from "#portal/approvals/waiting-for.ts";
import { Tabs } from "#ui/tabs.tsx";

interface ApprovalTabsProps {
  readonly current: RequestTab;
  readonly counts: Readonly<Record<Exclude<RequestTab, "search">, WaitingCount>>;
}

const TABS = RequestTab.unwrap().options;

/** The manager's lists, each with how many it has. */
export function ApprovalTabs({ current, counts }: ApprovalTabsProps) {
  const t = useTranslations("approvals.tabs");
  const shown = ({ count, more }: WaitingCount) => `${count}${more ? "+" : ""}`;
  return (
    <Tabs
      label={t("label")}
      tabs={TABS.map((tab) => ({
        href: tab === "waiting" ? "/organisation/approvals" : `/organisation/approvals?tab=${tab}`,
        text: t(tab),
        ...(tab !== "search" && { count: shown(counts[tab]) }),
        current: tab === current,
      }))}
    />
  );
}
