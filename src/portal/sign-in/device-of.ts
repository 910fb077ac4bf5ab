/** A browser and what it runs on, in two words of ours; null where it does not say. */
export interface Device {
  readonly browser: string | null;
  readonly os: string | null;
}

/** The first that fits counts: nearly all call themselves by the names of others too. */
const BROWSERS = [
  ["Edge", /\b(?:Edg|EdgA|EdgiOS|Edge)\//],
  ["Opera", /\b(?:OPR|OPT|OPiOS|Opera)\//],
  ["Yandex Browser", /\bYaBrowser\//],
  ["Samsung Internet", /\bSamsungBrowser\//],
  ["Vivaldi", /\bVivaldi\//],
  ["Firefox", /\b(?:Firefox|FxiOS)\//],
  ["Chrome", /\b(?:Chrome|Chromium|HeadlessChrome|CriOS)\//],
  ["Safari", /\bVersion\/[\d.]+ (?:Mobile\/\w+ )?Safari\//],
] as const;

const SYSTEMS = [
  ["Android", /\bAndroid\b/],
  ["iOS", /\b(?:iPhone|iPad|iPod)\b/],
  ["Windows", /\bWindows NT\b/],
  ["ChromeOS", /\bCrOS\b/],
  ["macOS", /\bMacintosh\b/],
  ["Linux", /\bLinux\b/],
] as const;

/** No browser says more, and what does is not read further. */
const MOST = 512;

/** What a browser calls itself, as a person would: "Chrome" on "Linux". Enough to tell one's own devices apart, no more. */
export function deviceOf(userAgent: string | null): Device {
  const said = (userAgent ?? "").slice(0, MOST);
  const first = (names: typeof BROWSERS | typeof SYSTEMS) => names.find(([, fits]) => fits.test(said))?.[0] ?? null;
  return { browser: first(BROWSERS), os: first(SYSTEMS) };
}
