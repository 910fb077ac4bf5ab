import { cookies } from "next/headers";
import { THEMES, type Theme } from "#ui/shell/theme.ts";

/** How this browser wants its pages coloured; as the device has it, until somebody has chosen. */
export async function pageTheme(): Promise<Theme> {
  const chosen = (await cookies()).get("tanba-theme")?.value;
  return THEMES.find((one) => one === chosen) ?? "system";
}
