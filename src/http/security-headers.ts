const ALWAYS = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "x-frame-options": "DENY",
  "permissions-policy":
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()",
} as const;

/** Two years, as the preload lists ask. A browser ignores it over http, and a proxy before us must not learn it there. */
const ONLY_HTTPS = { "strict-transport-security": "max-age=63072000; includeSubDomains" } as const;

/** The headers that every page carries beside its Content-Security-Policy. */
export function securityHeaders(origin: string): Readonly<Record<string, string>> {
  return origin.startsWith("https:") ? { ...ALWAYS, ...ONLY_HTTPS } : ALWAYS;
}
