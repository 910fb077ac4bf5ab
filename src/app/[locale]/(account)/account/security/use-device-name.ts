import { useTranslations } from "next-intl";

interface Device {
  readonly browser?: string | null | undefined;
  readonly os?: string | null | undefined;
}

/** "Chrome on Linux", or as much of it as the browser has said. */
export function useDeviceName(): (device: Device) => string {
  const t = useTranslations("security.device");
  return ({ browser, os }) => {
    if (browser && os) return t("both", { browser, os });
    return browser ?? os ?? t("unknown");
  };
}
